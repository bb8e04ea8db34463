namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>A certificate issued by the Origin CA.</summary>
/// <remarks>https://developers.cloudflare.com/api/resources/origin_ca_certificates/</remarks>
internal sealed record IssuedCertificate(
    string Id,
    string Certificate,
    IReadOnlyList<string> Hostnames,
    string ExpiresOn,
    string RequestType,
    int RequestedValidity,
    string Csr
);
