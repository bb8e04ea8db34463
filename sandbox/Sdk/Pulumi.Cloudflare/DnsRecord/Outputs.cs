namespace Pulumi.Cloudflare.Outputs;

[OutputType]
public sealed class DnsRecordData
{
    private DnsRecordData() { }

    public readonly double? Algorithm;
    public readonly double? Altitude;
    public readonly string? Certificate;
    public readonly string? Digest;
    public readonly double? DigestType;
    public readonly string? Fingerprint;
    public readonly object? Flags;
    public readonly double? KeyTag;
    public readonly double? LatDegrees;
    public readonly string? LatDirection;
    public readonly double? LatMinutes;
    public readonly double? LatSeconds;
    public readonly double? LongDegrees;
    public readonly string? LongDirection;
    public readonly double? LongMinutes;
    public readonly double? LongSeconds;
    public readonly double? MatchingType;
    public readonly double? Order;
    public readonly double? Port;
    public readonly double? PrecisionHorz;
    public readonly double? PrecisionVert;
    public readonly double? Preference;
    public readonly double? Priority;
    public readonly double? Protocol;
    public readonly string? PublicKey;
    public readonly string? Regex;
    public readonly string? Replacement;
    public readonly double? Selector;
    public readonly string? Service;
    public readonly double? Size;
    public readonly string? Tag;
    public readonly string? Target;
    public readonly double? Type;
    public readonly double? Usage;
    public readonly string? Value;
    public readonly double? Weight;
}

[OutputType]
public sealed class DnsRecordSettings
{
    private DnsRecordSettings() { }

    public readonly bool? FlattenCname;
    public readonly bool? Ipv4Only;
    public readonly bool? Ipv6Only;
}
