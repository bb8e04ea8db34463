using Pulumi;
using Pulumi.Random;

return await Deployment.RunAsync(() =>
{
    var count = new Config().RequireInt32("count");
    for (var index = 0; index < count; index++)
        _ = new RandomId($"id-{index}", new RandomIdArgs { ByteLength = 8 });
});
