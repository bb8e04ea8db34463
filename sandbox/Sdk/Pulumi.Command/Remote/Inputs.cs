namespace Pulumi.Command.Remote.Inputs;

public sealed class ConnectionArgs : ResourceArgs
{
    [Input("dialErrorLimit")]
    public Input<int>? DialErrorLimit { get; set; }

    [Input("host", required: true)]
    public Input<string> Host { get; set; } = null!;

    [Input("hostKey")]
    public Input<string>? HostKey { get; set; }

    [Input("perDialTimeout")]
    public Input<int>? PerDialTimeout { get; set; }

    [Input("port")]
    public Input<double>? Port { get; set; }

    [Input("privateKey")]
    private Input<string>? _privateKey;
    public Input<string>? PrivateKey
    {
        get => _privateKey;
        set => _privateKey = Package.Secret(value);
    }

    [Input("user")]
    public Input<string>? User { get; set; }

    public ConnectionArgs()
    {
        DialErrorLimit = 10;
        PerDialTimeout = 15;
        Port = 22;
        User = "root";
    }

    public static new ConnectionArgs Empty => new();
}
