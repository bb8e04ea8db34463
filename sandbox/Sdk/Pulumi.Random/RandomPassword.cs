// https://www.pulumi.com/registry/packages/random/api-docs/randompassword/
namespace Pulumi.Random;

[RandomResourceType("random:index/randomPassword:RandomPassword")]
public class RandomPassword : CustomResource
{
    public RandomPassword(string name, RandomPasswordArgs args, CustomResourceOptions? options = null)
        : base(
            "random:index/randomPassword:RandomPassword",
            name,
            args ?? new RandomPasswordArgs(),
            RandomPackage.Options(options, secrets: ["bcryptHash", "result"])
        ) { }

    [Output("bcryptHash")]
    public Output<string> BcryptHash { get; private set; } = null!;

    [Output("keepers")]
    public Output<ImmutableDictionary<string, string>?> Keepers { get; private set; } = null!;

    [Output("length")]
    public Output<int> Length { get; private set; } = null!;

    [Output("result")]
    public Output<string> Result { get; private set; } = null!;

    [Output("special")]
    public Output<bool> Special { get; private set; } = null!;
}

public sealed class RandomPasswordArgs : ResourceArgs
{
    [Input("keepers")]
    private InputMap<string>? _keepers;
    public InputMap<string> Keepers
    {
        get => _keepers ??= new();
        set => _keepers = value;
    }

    [Input("length", required: true)]
    public Input<int> Length { get; set; } = null!;

    [Input("special")]
    public Input<bool>? Special { get; set; }

    public static new RandomPasswordArgs Empty => new();
}
