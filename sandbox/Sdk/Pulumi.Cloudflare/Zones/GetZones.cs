// https://www.pulumi.com/registry/packages/cloudflare/api-docs/getzones/
namespace Pulumi.Cloudflare
{
    public static class GetZones
    {
        public static Output<GetZonesResult> Invoke(GetZonesInvokeArgs? args = null, InvokeOptions? options = null) =>
            Deployment.Instance.Invoke<GetZonesResult>(
                "cloudflare:index/getZones:getZones",
                args ?? new GetZonesInvokeArgs(),
                CloudflarePackage.Options(options)
            );
    }

    public sealed class GetZonesInvokeArgs : InvokeArgs
    {
        [Input("match")]
        public Input<string>? Match { get; set; }

        [Input("maxItems")]
        public Input<int>? MaxItems { get; set; }

        [Input("name")]
        public Input<string>? Name { get; set; }

        [Input("status")]
        public Input<string>? Status { get; set; }

        public static new GetZonesInvokeArgs Empty => new();
    }

    [OutputType]
    public sealed class GetZonesResult
    {
        private GetZonesResult() { }

        public readonly string? Name;
        public readonly ImmutableArray<Outputs.GetZonesResultResult> Results;
    }
}

namespace Pulumi.Cloudflare.Outputs
{
    [OutputType]
    public sealed class GetZonesResultResult
    {
        private GetZonesResultResult() { }

        public readonly string Id;
        public readonly string Name;
        public readonly string Status;
    }
}
