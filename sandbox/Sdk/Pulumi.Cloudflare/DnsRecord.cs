// https://www.pulumi.com/registry/packages/cloudflare/api-docs/dnsrecord/
namespace Pulumi.Cloudflare;

[CloudflareResourceType("cloudflare:index/dnsRecord:DnsRecord")]
public class DnsRecord : CustomResource
{
    public DnsRecord(string name, DnsRecordArgs args, CustomResourceOptions? options = null)
        : base(
            "cloudflare:index/dnsRecord:DnsRecord",
            name,
            args ?? new DnsRecordArgs(),
            CloudflarePackage.Options(options, formerType: "cloudflare:index/record:Record")
        ) { }

    [Output("comment")]
    public Output<string?> Comment { get; private set; } = null!;

    [Output("content")]
    public Output<string> Content { get; private set; } = null!;

    [Output("modifiedOn")]
    public Output<string> ModifiedOn { get; private set; } = null!;

    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    [Output("proxied")]
    public Output<bool> Proxied { get; private set; } = null!;

    [Output("ttl")]
    public Output<double> Ttl { get; private set; } = null!;

    [Output("type")]
    public Output<string> Type { get; private set; } = null!;

    [Output("zoneId")]
    public Output<string?> ZoneId { get; private set; } = null!;
}

public sealed class DnsRecordArgs : ResourceArgs
{
    [Input("comment")]
    public Input<string>? Comment { get; set; }

    [Input("content")]
    public Input<string>? Content { get; set; }

    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    [Input("priority")]
    public Input<double>? Priority { get; set; }

    [Input("proxied")]
    public Input<bool>? Proxied { get; set; }

    [Input("tags")]
    private InputList<string>? _tags;
    public InputList<string> Tags
    {
        get => _tags ??= new();
        set => _tags = value;
    }

    [Input("ttl", required: true)]
    public Input<double> Ttl { get; set; } = null!;

    [Input("type", required: true)]
    public Input<string> Type { get; set; } = null!;

    [Input("zoneId")]
    public Input<string>? ZoneId { get; set; }

    public static new DnsRecordArgs Empty => new();
}
