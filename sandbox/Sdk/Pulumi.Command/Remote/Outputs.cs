namespace Pulumi.Command.Remote.Outputs;

[OutputType]
public sealed class Connection
{
    private Connection() { }

    public readonly string? AgentSocketPath;
    public readonly int? DialErrorLimit;
    public readonly string Host;
    public readonly string? HostKey;
    public readonly string? Password;
    public readonly int? PerDialTimeout;
    public readonly double? Port;
    public readonly string? PrivateKey;
    public readonly string? PrivateKeyPassword;
    public readonly ProxyConnection? Proxy;
    public readonly string? User;
}

[OutputType]
public sealed class ProxyConnection
{
    private ProxyConnection() { }

    public readonly string? AgentSocketPath;
    public readonly int? DialErrorLimit;
    public readonly string Host;
    public readonly string? HostKey;
    public readonly string? Password;
    public readonly int? PerDialTimeout;
    public readonly double? Port;
    public readonly string? PrivateKey;
    public readonly string? PrivateKeyPassword;
    public readonly string? User;
}
