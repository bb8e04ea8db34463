using NodeBBInfra.Components.Origin.Secrets;
using Pulumi;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Components.Origin.Redis;

/// <summary>Redis, for NodeBB's data, sessions and messages between workers.</summary>
internal sealed class RedisComponent : ComponentResource
{
    /// <summary>Path of Redis's configuration below <c>components/</c>.</summary>
    public const string Conf = "Origin/Redis/redis.conf";

    /// <summary>Path of the drop-in for Debian's unit below <c>components/</c>.</summary>
    public const string DropIn = "Origin/Redis/redis-server.service.d/nodebb-infra.conf";

    public RedisComponent(HostCommand host, WrittenSecrets secrets, Resource packages, ComponentResourceOptions options)
        : base("nodebb:origin:Redis", "redis", options)
    {
        Done = host.Run(
            this,
            new HostStep
            {
                Name = "redis",
                Script = "Origin/Redis/redis.sh",
                // The first append-only file of a large database takes several minutes.
                Timeout = TimeSpan.FromMinutes(10),
                Params = [("SECRETS_VERSION", secrets.Version)],
                Files = [("redis.conf", HostFile.Render(Conf)), ("redis-server.service", HostFile.Render(DropIn))],
                After = [packages, secrets.Done],
            }
        );
        RegisterOutputs();
    }

    public Command Done { get; }
}
