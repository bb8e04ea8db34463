namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>A certificate that Cloudflare shows to the origin (authenticated origin pulls). Its key is taken and never given back.</summary>
/// <remarks>https://developers.cloudflare.com/ssl/origin-configuration/authenticated-origin-pull/set-up/zone-level/</remarks>
internal sealed record OriginPullCertificate(
    string Id, string Certificate, string Issuer, string Signature, string Status, string ExpiresOn, string UploadedOn);
