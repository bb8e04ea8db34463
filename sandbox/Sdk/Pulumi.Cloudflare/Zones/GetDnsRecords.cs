// https://www.pulumi.com/registry/packages/cloudflare/api-docs/getdnsrecords/
namespace Pulumi.Cloudflare
{
    public static class GetDnsRecords
    {
        private const string Token = "cloudflare:index/getDnsRecords:getDnsRecords";

        public static Task<GetDnsRecordsResult> InvokeAsync(GetDnsRecordsArgs? args = null, InvokeOptions? options = null) =>
            Deployment.Instance.InvokeAsync<GetDnsRecordsResult>(
                Token,
                args ?? new GetDnsRecordsArgs(),
                CloudflarePackage.Options(options)
            );

        public static Output<GetDnsRecordsResult> Invoke(GetDnsRecordsInvokeArgs? args = null, InvokeOptions? options = null) =>
            Deployment.Instance.Invoke<GetDnsRecordsResult>(
                Token,
                args ?? new GetDnsRecordsInvokeArgs(),
                CloudflarePackage.Options(options)
            );
    }

    public sealed class GetDnsRecordsArgs : InvokeArgs
    {
        [Input("maxItems")]
        public int? MaxItems { get; set; }

        [Input("type")]
        public string? Type { get; set; }

        [Input("zoneId")]
        public string? ZoneId { get; set; }

        public static new GetDnsRecordsArgs Empty => new();
    }

    public sealed class GetDnsRecordsInvokeArgs : InvokeArgs
    {
        [Input("maxItems")]
        public Input<int>? MaxItems { get; set; }

        [Input("type")]
        public Input<string>? Type { get; set; }

        [Input("zoneId")]
        public Input<string>? ZoneId { get; set; }

        public static new GetDnsRecordsInvokeArgs Empty => new();
    }

    [OutputType]
    public sealed class GetDnsRecordsResult
    {
        private GetDnsRecordsResult() { }

        public readonly ImmutableArray<Outputs.GetDnsRecordsResultResult> Results;
        public readonly string? ZoneId;
    }
}

namespace Pulumi.Cloudflare.Outputs
{
    [OutputType]
    public sealed class GetDnsRecordsResultResult
    {
        private GetDnsRecordsResultResult() { }

        public readonly string Comment;
        public readonly string Content;
        public readonly string Id;
        public readonly string Name;
        public readonly bool Proxied;
        public readonly double Ttl;
        public readonly string Type;
    }
}
