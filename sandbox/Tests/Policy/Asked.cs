using System.Net.Http.Headers;
using NodeBBInfra.Tests.Edge;

namespace NodeBBInfra.Tests.Policy;

/// <summary>A request as written in the table.</summary>
/// <param name="Request">Method and path, or method and URL for another scheme or host.</param>
/// <param name="Visitor">
/// new (without a session), guest, member, server (of the fediverse), or strange (sends almost the server's type).
/// </param>
/// <param name="Accept">The Accept header.</param>
internal sealed record Asked(string Request, string Visitor, string Accept)
{
    private static readonly Dictionary<string, string> Types = new()
    {
        ["page"] = "text/html,application/xhtml+xml,*/*;q=0.8",
        ["anything"] = "*/*",
        ["activity+json"] = NodeBB.ActivityJson,
        ["ACTIVITY+JSON"] = "Application/Activity+JSON",
        ["a list"] = "text/html;q=0.9 , application/activity+json ;q=1, */*",
        ["activity+jsonx"] = "application/activity+jsonx",
        ["xactivity"] = "text/html, xapplication/activity+json",
        ["ld+json"] = """application/ld+json; profile="https://www.w3.org/ns/activitystreams" """.Trim(),
    };

    /// <summary>An addition to the query, so that two rows do not share a cache entry.</summary>
    public string Query { get; init; } = "";

    public HttpRequestMessage ToMessage(TestEdge edge)
    {
        var (method, target) = (
            Request.Split(' ')[0],
            Request.Split(' ')[1] + (Request.Contains('?', StringComparison.Ordinal) ? "&" : "?") + Query
        );
        // Unchanged, even with a backslash.
        var address =
            target[0] == '/'
                ? new Uri(
                    edge.Https().GetLeftPart(UriPartial.Authority) + target,
                    new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
                )
            : new Uri(target) is { Scheme: "http" } plain ? edge.Http(plain.PathAndQuery, plain.Host)
            : edge.Https(new Uri(target).PathAndQuery, new Uri(target).Host);
        var message = new HttpRequestMessage(new HttpMethod(method == "UPGRADE" ? "GET" : method), address);
        message.Headers.TryAddWithoutValidation("Accept", Types[Accept]);
        if (Visitor is "guest" or "member")
            message.Headers.Add("Cookie", $"{NodeBB.Cookie}={Visitor}");
        if (method is "POST" or "PUT")
        {
            message.Content = new StringContent("{}");
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(
                Visitor switch
                {
                    "server" => NodeBB.ActivityJson,
                    "strange" => "application/activity+jsonx",
                    _ => "application/json",
                }
            );
        }

        if (method == "UPGRADE")
        {
            message.Headers.Connection.Add("Upgrade");
            message.Headers.Upgrade.Add(new("websocket"));
            message.Headers.Add("Sec-WebSocket-Version", "13");
            message.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        }

        return message;
    }
}
