// https://www.pulumi.com/registry/packages/cloudflare/api-docs/getzone/
namespace Pulumi.Cloudflare
{
    public static class GetZone
    {
        private const string Token = "cloudflare:index/getZone:getZone";

        public static Task<GetZoneResult> InvokeAsync(GetZoneArgs? args = null, InvokeOptions? options = null) =>
            Deployment.Instance.InvokeAsync<GetZoneResult>(Token, args ?? new GetZoneArgs(), CloudflarePackage.Options(options));

        public static Output<GetZoneResult> Invoke(GetZoneInvokeArgs? args = null, InvokeOptions? options = null) =>
            Deployment.Instance.Invoke<GetZoneResult>(Token, args ?? new GetZoneInvokeArgs(), CloudflarePackage.Options(options));
    }

    public sealed class GetZoneArgs : InvokeArgs
    {
        [Input("zoneId")]
        public string? ZoneId { get; set; }

        public static new GetZoneArgs Empty => new();
    }

    public sealed class GetZoneInvokeArgs : InvokeArgs
    {
        [Input("filter")]
        public Input<Inputs.GetZoneFilterInputArgs>? Filter { get; set; }

        [Input("zoneId")]
        public Input<string>? ZoneId { get; set; }

        public static new GetZoneInvokeArgs Empty => new();
    }

    [OutputType]
    public sealed class GetZoneResult
    {
        private GetZoneResult() { }

        public readonly string Id;
        public readonly string Name;
        public readonly ImmutableArray<string> NameServers;
        public readonly bool Paused;
        public readonly Outputs.GetZonePlanResult Plan;
        public readonly string Status;
        public readonly string Type;
        public readonly string? ZoneId;
    }
}

namespace Pulumi.Cloudflare.Inputs
{
    public sealed class GetZoneFilterInputArgs : ResourceArgs
    {
        [Input("match", required: true)]
        public Input<string> Match { get; set; } = null!;

        [Input("name")]
        public Input<string>? Name { get; set; }

        public static new GetZoneFilterInputArgs Empty => new();
    }
}

namespace Pulumi.Cloudflare.Outputs
{
    [OutputType]
    public sealed class GetZonePlanResult
    {
        private GetZonePlanResult() { }

        public readonly string Id;
        public readonly string Name;
    }
}
