using NodeBBInfra.Rpc;

namespace Pulumi;

/// <summary>How long the provider may take.</summary>
public sealed class CustomTimeouts
{
    public TimeSpan? Create { get; set; }

    public TimeSpan? Update { get; set; }

    public TimeSpan? Delete { get; set; }

    internal CustomTimeouts Clone() => new() { Create = Create, Update = Update, Delete = Delete };

    internal RegisterResourceRequest.Types.CustomTimeouts ToRpc()
        => new() { Create = Duration(Create), Update = Duration(Update), Delete = Duration(Delete) };

    // Go's notation (https://pkg.go.dev/time#ParseDuration). A tick is 100 ns.
    private static string Duration(TimeSpan? time) => time is { } set ? $"{set.Ticks}00ns" : "";
}
