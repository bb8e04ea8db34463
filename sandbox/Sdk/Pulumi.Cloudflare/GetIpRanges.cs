// https://www.pulumi.com/registry/packages/cloudflare/api-docs/getipranges/
namespace Pulumi.Cloudflare;

public static class GetIpRanges
{
    private const string Token = "cloudflare:index/getIpRanges:getIpRanges";

    public static Task<GetIpRangesResult> InvokeAsync(GetIpRangesArgs? args = null, InvokeOptions? options = null) =>
        Deployment.Instance.InvokeAsync<GetIpRangesResult>(Token, args ?? new(), CloudflarePackage.Options(options));

    public static Output<GetIpRangesResult> Invoke(GetIpRangesInvokeArgs? args = null, InvokeOptions? options = null) =>
        Deployment.Instance.Invoke<GetIpRangesResult>(Token, args ?? new(), CloudflarePackage.Options(options));
}

public sealed class GetIpRangesArgs : InvokeArgs
{
    [Input("networks")]
    public string? Networks { get; set; }

    public static new GetIpRangesArgs Empty => new();
}

public sealed class GetIpRangesInvokeArgs : InvokeArgs
{
    [Input("networks")]
    public Input<string>? Networks { get; set; }

    public static new GetIpRangesInvokeArgs Empty => new();
}

[OutputType]
public sealed class GetIpRangesResult
{
    private GetIpRangesResult() { }

    public readonly string Etag;
    public readonly string Id;
    public readonly ImmutableArray<string> Ipv4Cidrs;
    public readonly ImmutableArray<string> Ipv6Cidrs;
    public readonly ImmutableArray<string> JdcloudCidrs;
    public readonly string? Networks;
}
