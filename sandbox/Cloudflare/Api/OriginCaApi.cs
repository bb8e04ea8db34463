using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary><c>/certificates</c>: certificates of the Origin CA.</summary>
/// <remarks>https://developers.cloudflare.com/api/resources/origin_ca_certificates/</remarks>
internal static class OriginCaApi
{
    private const int LongestValidity = 5475;
    private static readonly int[] Validities = [7, 30, 90, 365, 730, 1095, LongestValidity];
    private static readonly string[] RequestTypes = ["origin-rsa", "origin-ecc", "keyless-certificate"];

    public static void Map(IEndpointRouteBuilder api, CloudflareState state)
    {
        api.MapGet(
            "/certificates",
            (string? zone_id) => zone_id == state.ZoneId ? Answer.Ok(state.Zone.IssuedCertificates) : throw ApiErrors.ForeignZone()
        );
        api.MapPost("/certificates", (Body body) => Answer.Ok(Create(state, body)));
        api.MapGet("/certificates/{id}", (string id) => Answer.Ok(Find(state.Zone, id)));
        api.MapDelete(
            "/certificates/{id}",
            (string id) =>
                Answer.Ok(
                    state.Change<object>(zone =>
                        (
                            zone with
                            {
                                IssuedCertificates = zone.IssuedCertificates.Remove(Find(zone, id)),
                            },
                            new { Id = id, RevokedAt = ZoneJson.Now() }
                        )
                    )
                )
        );
    }

    private static IssuedCertificate Create(CloudflareState state, Body body)
    {
        var type = Body.Required(body.Text("request_type"), "request_type");
        if (!RequestTypes.Contains(type))
            throw ApiErrors.Invalid("request_type", $"must be one of {string.Join(", ", RequestTypes)}");
        var days = body.Number("requested_validity") ?? LongestValidity;
        if (!Validities.Contains(days))
            throw ApiErrors.Invalid("requested_validity", $"must be one of {string.Join(", ", Validities)}, in days");
        var hostnames = body.Texts("hostnames") is { Count: > 0 } names
            ? names
            : throw ApiErrors.Invalid("hostnames", "must name at least one host");
        if (hostnames.FirstOrDefault(name => !IsInZone(name, state.Domain)) is { } foreign)
            throw ApiErrors.Csr($"{foreign} is not in a zone of this account");

        var csr = Body.Required(body.Text("csr"), "csr");
        using var certificate = state.OriginCa.Issue(KeyOf(csr, type, state.TakesStandInCertificates), hostnames, days);
        var issued = new IssuedCertificate(
            OriginCa.IdOf(certificate),
            certificate.ExportCertificatePem() + "\n",
            hostnames,
            certificate.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss '+0000 UTC'", CultureInfo.InvariantCulture),
            type,
            days,
            csr
        );
        return state.Change(zone => (zone with { IssuedCertificates = zone.IssuedCertificates.Add(issued) }, issued));
    }

    // Loading a CSR checks its signature, which proves possession of the key.
    private static PublicKey KeyOf(string csr, string type, bool takesStandIns)
    {
        try
        {
            var key = CertificateRequest
                .LoadSigningRequestPem(csr, HashAlgorithmName.SHA256, CertificateRequestLoadOptions.Default, RSASignaturePadding.Pkcs1)
                .PublicKey;
            var fits = type switch
            {
                "origin-rsa" => key.GetRSAPublicKey() is not null,
                "origin-ecc" => key.GetECDsaPublicKey() is not null,
                _ => true,
            };
            return fits ? key : throw ApiErrors.Csr($"the key in the CSR is not of the kind that {type} asks for");
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            if (!takesStandIns)
                throw ApiErrors.Csr("the CSR does not parse, or is not signed with its own key");
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return new PublicKey(key);
        }
    }

    private static bool IsInZone(string hostname, string domain) =>
        hostname == domain || hostname.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase);

    private static IssuedCertificate Find(Zone zone, string id) =>
        zone.IssuedCertificates.Find(certificate => certificate.Id == id) ?? throw ApiErrors.CertificateMissing();
}
