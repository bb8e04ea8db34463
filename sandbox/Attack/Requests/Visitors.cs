using System.Net;
using System.Net.Sockets;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Attack.Requests;

/// <summary>Ways of asking a world's forum.</summary>
internal sealed class Visitors(WorldInfo world)
{
    /// <summary>What a browser says; the edge turns away who says nothing.</summary>
    public const string Browser = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

    private readonly IPAddress[] _sources = [.. world.EdgeSources.Select(IPAddress.Parse).Where(address => address.AddressFamily == AddressFamily.InterNetwork)];

    /// <summary>The forum's name.</summary>
    public string Domain => world.Domain;

    /// <summary>The origin's door.</summary>
    public IPEndPoint Origin(int port = 443) => new(IPAddress.Parse(world.OriginAddress), port);

    /// <summary>The edge's door.</summary>
    public IPEndPoint Edge(int port = 443) => new(IPAddress.Parse(world.EdgeAddress), port);

    /// <summary>An address out of Cloudflare's ranges, from which the origin believes what it is told.</summary>
    public IPAddress Source(int number) => _sources[number % _sources.Length];

    /// <summary>A visitor through the edge.</summary>
    public RawVisitor ThroughEdge(params IReadOnlyList<string> headers) => new(Edge(), null, Domain, [$"Host: {Domain}", Browser, .. headers]);

    /// <summary>A visitor as the origin sees them when Cloudflare passes on everything as it was written.</summary>
    public RawVisitor AtOrigin(int number = 0, params IReadOnlyList<string> headers) =>
        new(Origin(), Source(number), Domain, [$"Host: {Domain}", Browser, $"CF-Connecting-IP: {Address(number)}", "X-Forwarded-Proto: https", .. headers]);

    /// <summary>The address of visitor number so and so, out of those that are nobody's (RFC 5737).</summary>
    public static string Address(int number) => $"203.0.113.{1 + (number % 250)}";

    /// <summary>Asks for many targets, over several connections, and gives each with its answer.</summary>
    public static async Task<IReadOnlyList<(string Target, RawAnswer Answer)>> AskAllAsync(IEnumerable<string> targets, Func<int, RawVisitor> visitor, CancellationToken cancel)
    {
        const int lanes = 4;
        var answers = await Task.WhenAll(targets.Select((target, i) => (target, i)).GroupBy(t => t.i % lanes, t => t.target).Select(async lane =>
        {
            await using var one = visitor(lane.Key);
            var got = new List<(string, RawAnswer)>();
            foreach (var target in lane)
                got.Add((target, await one.AskAsync(target, cancel)));
            return got;
        }));
        return [.. answers.SelectMany(lane => lane)];
    }
}
