// https://www.pulumi.com/registry/packages/cloudflare/api-docs/provider/
namespace Pulumi.Cloudflare;

[CloudflareResourceType("pulumi:providers:cloudflare")]
public class Provider : ProviderResource
{
    public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
        : base(
            "cloudflare",
            name,
            args ?? new ProviderArgs(),
            CloudflarePackage.Options(options, secrets: ["apiKey", "apiToken", "apiUserServiceKey"])
        ) { }

    [Output("apiToken")]
    public Output<string?> ApiToken { get; private set; } = null!;

    [Output("baseUrl")]
    public Output<string?> BaseUrl { get; private set; } = null!;
}

public sealed class ProviderArgs : ResourceArgs
{
    [Input("apiToken")]
    private Input<string>? _apiToken;
    public Input<string>? ApiToken
    {
        get => _apiToken;
        set => _apiToken = Package.Secret(value);
    }

    [Input("baseUrl")]
    public Input<string>? BaseUrl { get; set; }

    public static new ProviderArgs Empty => new();
}
