using System.Net;
using System.Net.Sockets;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Attack.Requests;

/// <summary>Ways to request a world's forum.</summary>
internal sealed class Visitors(WorldInfo world, HostInfo host)
{
    /// <summary>A browser's User-Agent; the edge challenges requests without one.</summary>
    public const string Browser = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

    private readonly IPAddress[] _sources =
    [
        .. world.EdgeSources.Select(IPAddress.Parse).Where(address => address.AddressFamily == AddressFamily.InterNetwork),
    ];

    /// <summary>The forum's domain.</summary>
    public string Domain => host.Domain;

    /// <summary>The origin's endpoint.</summary>
    public IPEndPoint Origin(int port = 443) => new(IPAddress.Parse(host.Address), port);

    /// <summary>The edge's endpoint.</summary>
    public IPEndPoint Edge(int port = 443) => new(IPAddress.Parse(world.EdgeAddress), port);

    /// <summary>A source address from Cloudflare's ranges, whose headers the origin trusts.</summary>
    public IPAddress Source(int number) => _sources[number % _sources.Length];

    /// <summary>A visitor of the edge.</summary>
    public RawVisitor ThroughEdge(params IReadOnlyList<string> headers) =>
        new(Edge(), null, Domain, [$"Host: {Domain}", Browser, .. headers]);

    /// <summary>A visitor as the origin sees it if Cloudflare forwards requests unchanged.</summary>
    public RawVisitor AtOrigin(int number = 0, params IReadOnlyList<string> headers) =>
        new(
            Origin(),
            Source(number),
            Domain,
            [$"Host: {Domain}", Browser, $"CF-Connecting-IP: {Address(number)}", "X-Forwarded-Proto: https", .. headers]
        );

    /// <summary>The address of a visitor, from a documentation range (RFC 5737).</summary>
    public static string Address(int number) => $"203.0.113.{1 + (number % 250)}";

    /// <summary>Requests many targets over several connections and returns the responses.</summary>
    public static async Task<IReadOnlyList<(string Target, RawAnswer Answer)>> AskAllAsync(
        IEnumerable<string> targets,
        Func<int, RawVisitor> visitor,
        CancellationToken cancellationToken
    )
    {
        const int lanes = 4;
        var answers = await Task.WhenAll(
            targets
                .Select((target, i) => (target, i))
                .GroupBy(t => t.i % lanes, t => t.target)
                .Select(async lane =>
                {
                    await using var one = visitor(lane.Key);
                    var got = new List<(string, RawAnswer)>();
                    foreach (var target in lane)
                        got.Add((target, await one.AskAsync(target, cancellationToken)));
                    return got;
                })
        );
        return [.. answers.SelectMany(lane => lane)];
    }
}
