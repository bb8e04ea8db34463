namespace Pulumi.Command;

[CommandResourceType("pulumi:providers:command")]
public class Provider : ProviderResource
{
    public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
        : base("command", name, args ?? new ProviderArgs(), CommandPackage.Options(options)) { }
}

public sealed class ProviderArgs : ResourceArgs
{
    public static new ProviderArgs Empty => new();
}
