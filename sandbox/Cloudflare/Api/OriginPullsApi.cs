using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary>
/// <c>/zones/{zone}/origin_tls_client_auth</c>: Cloudflare's client certificates for the origin, and whether they are used.
/// </summary>
/// <remarks>https://developers.cloudflare.com/api/resources/origin_tls_client_auth/</remarks>
internal static class OriginPullsApi
{
    private const string Path = "/origin_tls_client_auth";
    private const string Settings = "origin_tls_client_auth_settings";

    public static void Map(IEndpointRouteBuilder zone, CloudflareState state)
    {
        zone.MapGet($"{Path}/settings", () => Answer.Ok(ZoneObjects.Get(state.Zone, Settings, new { Enabled = false })));
        zone.MapPut(
            $"{Path}/settings",
            (Body body) =>
                Answer.Ok(
                    state.Change(z =>
                    {
                        var settings = new { Enabled = body.Flag("enabled") ?? throw ApiErrors.Invalid("enabled", "is required") };
                        return (ZoneObjects.Set(z, Settings, settings), settings);
                    })
                )
        );
        zone.MapGet(Path, () => Answer.Ok(state.Zone.OriginPullCertificates));
        zone.MapPost(Path, (Body body) => Answer.Ok(Create(state, body)));
        zone.MapGet($"{Path}/{{id}}", (string id) => Answer.Ok(Find(state.Zone, id)));
        zone.MapDelete(
            $"{Path}/{{id}}",
            (string id) =>
                Answer.Ok(
                    state.Change(z =>
                        (
                            z with
                            {
                                OriginPullCertificates = z.OriginPullCertificates.Remove(Find(z, id)),
                            },
                            Find(z, id) with
                            {
                                Status = "pending_deletion",
                            }
                        )
                    )
                )
        );
    }

    private static OriginPullCertificate Create(CloudflareState state, Body body)
    {
        var (pem, key) = (Body.Required(body.Text("certificate"), "certificate"), Body.Required(body.Text("private_key"), "private_key"));
        var now = ZoneJson.Now();
        OriginPullCertificate made;
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem, key);
            made = new(
                ZoneJson.NewId(),
                pem,
                certificate.Issuer,
                certificate.SignatureAlgorithm.FriendlyName ?? "",
                "active",
                certificate.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                now
            );
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            if (!state.TakesStandInCertificates)
                throw ApiErrors.Invalid("certificate", $"and private_key are no pair: {error.Message}");
            made = new(ZoneJson.NewId(), pem, "CN=stand-in", "", "active", now, now);
        }
        return state.Change(z => (z with { OriginPullCertificates = z.OriginPullCertificates.Add(made) }, made));
    }

    private static OriginPullCertificate Find(Zone zone, string id) =>
        zone.OriginPullCertificates.Find(certificate => certificate.Id == id) ?? throw ApiErrors.Missing("The certificate");
}
