// https://www.pulumi.com/registry/packages/cloudflare/api-docs/getrulesets/
namespace Pulumi.Cloudflare
{
    public static class GetRulesets
    {
        public static Output<GetRulesetsResult> Invoke(GetRulesetsInvokeArgs? args = null, InvokeOptions? options = null)
            => Deployment.Instance.Invoke<GetRulesetsResult>(
                "cloudflare:index/getRulesets:getRulesets", args ?? new GetRulesetsInvokeArgs(), CloudflarePackage.Options(options));
    }

    public sealed class GetRulesetsInvokeArgs : InvokeArgs
    {
        [Input("maxItems")] public Input<int>? MaxItems { get; set; }
        [Input("zoneId")] public Input<string>? ZoneId { get; set; }

        public static new GetRulesetsInvokeArgs Empty => new();
    }

    [OutputType]
    public sealed class GetRulesetsResult
    {
        private GetRulesetsResult()
        {
        }

        public readonly ImmutableArray<Outputs.GetRulesetsResultResult> Results;
        public readonly string? ZoneId;
    }
}

namespace Pulumi.Cloudflare.Outputs
{
    [OutputType]
    public sealed class GetRulesetsResultResult
    {
        private GetRulesetsResultResult()
        {
        }

        public readonly string Description;
        public readonly string Id;
        public readonly string Kind;
        public readonly string Name;
        public readonly string Phase;
    }
}
