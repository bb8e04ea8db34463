using Pulumi;
using Pulumi.Command.Remote.Inputs;

namespace NodeBBInfra.Tests.Conformance.Twins;

/// <summary>The API's and the host's addresses: the recording's unless configured.</summary>
internal static class TwinAddresses
{
    public static string ApiUrl(Config config) => config.Get("apiUrl") ?? "http://127.0.0.1:8090/client/v4";

    public static ConnectionArgs Connection(Config config, int dialErrorLimit, int perDialTimeout) =>
        new()
        {
            Host = "127.0.0.1",
            Port = SshPort(config),
            User = "root",
            PrivateKey = config.RequireSecret("sshKey"),
            HostKey = config.Require("hostKey"),
            DialErrorLimit = dialErrorLimit,
            PerDialTimeout = perDialTimeout,
        };

    public static int SshPort(Config config) => config.GetInt32("sshPort") ?? 2222;
}

/// <summary>A component without inputs and outputs.</summary>
internal sealed class EmptyComponent : ComponentResource
{
    public EmptyComponent(string type, string name)
        : base(type, name) => RegisterOutputs();
}
