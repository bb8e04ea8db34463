// https://www.pulumi.com/registry/packages/cloudflare/api-docs/getrulesets/
namespace Pulumi.Cloudflare
{
    public static class GetRulesets
    {
        private const string Token = "cloudflare:index/getRulesets:getRulesets";

        public static Task<GetRulesetsResult> InvokeAsync(GetRulesetsArgs? args = null, InvokeOptions? options = null) =>
            Deployment.Instance.InvokeAsync<GetRulesetsResult>(Token, args ?? new GetRulesetsArgs(), CloudflarePackage.Options(options));

        public static Output<GetRulesetsResult> Invoke(GetRulesetsInvokeArgs? args = null, InvokeOptions? options = null) =>
            Deployment.Instance.Invoke<GetRulesetsResult>(Token, args ?? new GetRulesetsInvokeArgs(), CloudflarePackage.Options(options));
    }

    public sealed class GetRulesetsArgs : InvokeArgs
    {
        [Input("maxItems")]
        public int? MaxItems { get; set; }

        [Input("zoneId")]
        public string? ZoneId { get; set; }

        public static new GetRulesetsArgs Empty => new();
    }

    public sealed class GetRulesetsInvokeArgs : InvokeArgs
    {
        [Input("maxItems")]
        public Input<int>? MaxItems { get; set; }

        [Input("zoneId")]
        public Input<string>? ZoneId { get; set; }

        public static new GetRulesetsInvokeArgs Empty => new();
    }

    [OutputType]
    public sealed class GetRulesetsResult
    {
        private GetRulesetsResult() { }

        public readonly ImmutableArray<Outputs.GetRulesetsResultResult> Results;
        public readonly string? ZoneId;
    }
}

namespace Pulumi.Cloudflare.Outputs
{
    [OutputType]
    public sealed class GetRulesetsResultResult
    {
        private GetRulesetsResultResult() { }

        public readonly string Description;
        public readonly string Id;
        public readonly string Kind;
        public readonly string Name;
        public readonly string Phase;
    }
}
