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

    [Output("apiKey")]
    public Output<string?> ApiKey { get; private set; } = null!;

    [Output("apiToken")]
    public Output<string?> ApiToken { get; private set; } = null!;

    [Output("apiUserServiceKey")]
    public Output<string?> ApiUserServiceKey { get; private set; } = null!;

    [Output("baseUrl")]
    public Output<string?> BaseUrl { get; private set; } = null!;

    [Output("email")]
    public Output<string?> Email { get; private set; } = null!;

    [Output("userAgentOperatorSuffix")]
    public Output<string?> UserAgentOperatorSuffix { get; private set; } = null!;
}

public sealed class ProviderArgs : ResourceArgs
{
    [Input("apiKey")]
    private Input<string>? _apiKey;
    public Input<string>? ApiKey
    {
        get => _apiKey;
        set => _apiKey = Package.Secret(value);
    }

    [Input("apiToken")]
    private Input<string>? _apiToken;
    public Input<string>? ApiToken
    {
        get => _apiToken;
        set => _apiToken = Package.Secret(value);
    }

    [Input("apiUserServiceKey")]
    private Input<string>? _apiUserServiceKey;
    public Input<string>? ApiUserServiceKey
    {
        get => _apiUserServiceKey;
        set => _apiUserServiceKey = Package.Secret(value);
    }

    [Input("baseUrl")]
    public Input<string>? BaseUrl { get; set; }

    [Input("email")]
    public Input<string>? Email { get; set; }

    [Input("userAgentOperatorSuffix")]
    public Input<string>? UserAgentOperatorSuffix { get; set; }

    public static new ProviderArgs Empty => new();
}
