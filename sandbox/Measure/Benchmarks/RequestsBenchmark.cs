using System.Globalization;
using NodeBBInfra.Components.Origin.Nginx;
using NodeBBInfra.Sandbox.Cloudflare;
using NodeBBInfra.Sandbox.Measure.Machine;

namespace NodeBBInfra.Sandbox.Measure.Benchmarks;

/// <summary>One round of requests through one nginx configuration.</summary>
internal sealed record RequestsRound(string Nginx, string Path, WrkResult Result);

/// <summary>Compares requests through the stack's nginx files and the guide's, with the same workers and nginx, alternating.</summary>
internal static class RequestsBenchmark
{
    private const string Ours = "NodeBBInfra",
        Guide = "the guide";
    private const int Rounds = 3,
        Visitors = 64,
        WarmUpSeconds = 2;

    private static readonly (string Path, string What)[] Paths =
    [
        ("/api/config", "API page `/api/config`"),
        ("/assets/templates/page.html", "template `/assets/templates/page.html`"),
        ("/assets/nodebb.min.js", "script `/assets/nodebb.min.js`"),
        ("/assets/client.css", "style sheet `/assets/client.css`"),
    ];

    /// <summary>Inside the namespaces: runs all rounds.</summary>
    public static async Task<IReadOnlyList<RequestsRound>> MeasureAsync(
        MeasurementPlan plan,
        TextWriter progress,
        CancellationToken cancellationToken
    )
    {
        await Addresses.MakeAsync(cancellationToken);
        await using var origin = await OriginMachine.StartAsync(plan, cancellationToken);
        Certificates.Issue(new CloudflareState($"{Mounts.Base}/zone.json", OriginMachine.Domain.Name, new string('0', 32), "no token"));
        var sessions = await ForumSession.OpenAsync(Visitors, cancellationToken);
        var rounds = new List<RequestsRound>();
        for (var round = 1; round <= Rounds; round++)
        {
            foreach (var (name, files) in new[] { (Guide, NginxFiles.Guide), (Ours, NginxFiles.Product(Affinity.Session)) })
            {
                await using var nginx = await Nginx.StartAsync(plan, files, cancellationToken);
                foreach (var (path, _) in Paths)
                {
                    Wrk.Prepare(path, sessions);
                    await Wrk.RunAsync(WarmUpSeconds, cancellationToken);
                    var result = await Wrk.RunAsync(plan.Size, cancellationToken);
                    rounds.Add(new RequestsRound(name, path, result));
                    await progress.WriteLineAsync(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"round {round} of {Rounds}, {name}, {path}: {result.PerSecond:0} requests/s, p99 {result.P99Milliseconds:0.0} ms"
                        )
                    );
                }
            }
        }
        return rounds;
    }

    /// <summary>Renders the section: medians and ratios.</summary>
    public static string Render(IReadOnlyList<RequestsRound> rounds, int seconds)
    {
        List<string[]> rows =
        [
            ["request", "the guide, requests/s", "NodeBBInfra", "ratio", "the guide, p99 ms", "NodeBBInfra", "ratio"],
        ];
        foreach (var (path, what) in Paths)
        {
            var (guide, ours) = (Of(Guide), Of(Ours));
            var (before, now) = (Median(guide, result => result.PerSecond), Median(ours, result => result.PerSecond));
            var (slow, fast) = (Median(guide, result => result.P99Milliseconds), Median(ours, result => result.P99Milliseconds));
            rows.Add([
                what,
                Number(before, "0"),
                Number(now, "0"),
                Number(now / before, "0.00"),
                Number(slow, "0.0"),
                Number(fast, "0.0"),
                Number(fast / slow, "0.00"),
            ]);

            IReadOnlyList<WrkResult> Of(string nginx) =>
                [.. rounds.Where(round => round.Nginx == nginx && round.Path == path).Select(round => round.Result)];
        }
        return $"""
            ## Requests through nginx

            {MarkdownTable.Render(rows, textColumns: 1)}
            The stack's nginx files compared with the guide's, which are used beside Debian's `nginx.conf`: the same nginx and the same three workers, in turns, {Rounds} rounds of {seconds} s each;
            medians. wrk sends the requests over TLS on kept connections, in turn for {Visitors} sessions, with the `Accept-Encoding` that Cloudflare sends. A ratio above 1 means more requests;
            for p99, a ratio below 1 is faster. The style sheet has 330 KB: its limit is how fast two cores encrypt and, in the load generator, decrypt, so serving it without Node gains less.

            """;
    }

    private static double Median(IReadOnlyList<WrkResult> results, Func<WrkResult, double> value) =>
        results.Select(value).Order().ElementAt(results.Count / 2);

    private static string Number(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
