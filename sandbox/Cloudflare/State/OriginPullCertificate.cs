namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>A client certificate for authenticated origin pulls. The API never returns its key.</summary>
/// <remarks>https://developers.cloudflare.com/ssl/origin-configuration/authenticated-origin-pull/set-up/zone-level/</remarks>
internal sealed record OriginPullCertificate(
    string Id,
    string Certificate,
    string Issuer,
    string Signature,
    string Status,
    string ExpiresOn,
    string UploadedOn
);
