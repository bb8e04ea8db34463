using NodeBBInfra.Rpc;

namespace Pulumi;

/// <summary>The provider's timeouts.</summary>
public sealed class CustomTimeouts
{
    public TimeSpan? Create { get; set; }

    public TimeSpan? Update { get; set; }

    public TimeSpan? Delete { get; set; }

    internal CustomTimeouts Clone() =>
        new()
        {
            Create = Create,
            Update = Update,
            Delete = Delete,
        };

    internal RegisterResourceRequest.Types.CustomTimeouts ToRpc() =>
        new()
        {
            Create = Duration(Create),
            Update = Duration(Update),
            Delete = Duration(Delete),
        };

    // In Go's format (https://pkg.go.dev/time#ParseDuration). A tick is 100 ns.
    private static string Duration(TimeSpan? time) => time is { } set ? $"{set.Ticks}00ns" : "";
}
