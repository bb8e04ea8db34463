namespace Pulumi.Command.Remote.Outputs;

[OutputType]
public sealed class Connection
{
    private Connection() { }

    public readonly int? DialErrorLimit;
    public readonly string Host;
    public readonly string? HostKey;
    public readonly int? PerDialTimeout;
    public readonly double? Port;
    public readonly string? PrivateKey;
    public readonly string? User;
}
