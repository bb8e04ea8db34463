using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary><c>/zones/{zone}/managed_headers</c>: managed transforms.</summary>
/// <remarks>https://developers.cloudflare.com/rules/transform/managed-transforms/reference/</remarks>
internal static class ManagedHeadersApi
{
    private const string Name = "managed_headers";
    private const string Requests = "managed_request_headers";
    private const string Responses = "managed_response_headers";

    private static readonly object Standard = new
    {
        ManagedRequestHeaders = Array.Empty<object>(),
        ManagedResponseHeaders = Array.Empty<object>(),
    };

    private static readonly Dictionary<string, string[]> Known = new()
    {
        [Requests] =
        [
            "add_client_certificate_headers",
            "add_visitor_location_headers",
            "remove_visitor_ip_headers",
            "add_waf_credential_check_status_header",
        ],
        [Responses] = ["remove_x-powered-by_header", "add_security_headers"],
    };

    public static void Map(IEndpointRouteBuilder zone, CloudflareState state)
    {
        zone.MapGet($"/{Name}", () => Answer.Ok(ZoneObjects.Get(state.Zone, Name, Standard)));
        zone.MapPatch(
            $"/{Name}",
            (Body body) =>
                Answer.Ok(
                    state.Change(z =>
                    {
                        var now = ZoneObjects.Get(z, Name, Standard);
                        var merged = new
                        {
                            ManagedRequestHeaders = Merged(now, body, Requests),
                            ManagedResponseHeaders = Merged(now, body, Responses),
                        };
                        return (ZoneObjects.Set(z, Name, merged), merged);
                    })
                )
        );
    }

    // Transforms that a request does not name stay unchanged.
    private static List<JsonElement> Merged(JsonElement now, Body body, string list)
    {
        var changes = body.Member(list) is { ValueKind: JsonValueKind.Array } given ? given.EnumerateArray().ToList() : [];
        foreach (var change in changes)
        {
            if (!Known[list].Contains(IdOf(change)))
                throw ApiErrors.Invalid(list, $"has no transform {IdOf(change)}");
        }
        var kept = now.GetProperty(list).EnumerateArray().Where(entry => !changes.Exists(change => IdOf(change) == IdOf(entry)));
        return [.. kept, .. changes];
    }

    private static string? IdOf(JsonElement entry) => Body.Member(entry, "id")?.ToString();
}
