// https://www.pulumi.com/registry/packages/random/api-docs/provider/
namespace Pulumi.Random;

[RandomResourceType("pulumi:providers:random")]
public class Provider : ProviderResource
{
    public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
        : base("random", name, args ?? new ProviderArgs(), RandomPackage.Options(options)) { }
}

public sealed class ProviderArgs : ResourceArgs
{
    public static new ProviderArgs Empty => new();
}
