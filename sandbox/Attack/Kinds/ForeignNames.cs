using System.Net;
using NodeBBInfra.Sandbox.Attack.Requests;

namespace NodeBBInfra.Sandbox.Attack.Kinds;

/// <summary>Requests for foreign hostnames, sent straight to the origin: neither the forum nor Debian's default site may answer.</summary>
internal sealed class ForeignNames : IAttack
{
    private const string Elsewhere = "elsewhere.example";

    public string Kind => "foreign names";

    public async Task RunAsync(AttackRun run, CancellationToken cancellationToken)
    {
        var domain = run.Visitors.Domain;
        await run.Log.TryAsync(
            Kind,
            "welcome-page",
            "absolute request lines and foreign hosts on 443 and 80, with our name, another or none in the handshake",
            TimeSpan.FromSeconds(60),
            async stop =>
            {
                var ours = await AskAsync(run, 443, domain, "/ping", domain, stop);
                if (ours.Status != 200)
                    throw new InvalidOperationException($"the origin does not even answer its own name: {ours.Described}");
                var answered = new List<string>();
                var asked = 0;
                foreach (var (port, tlsName, target, host) in Requests(domain))
                {
                    var answer = await AskAsync(run, port, tlsName, target, host, stop);
                    asked++;
                    if (answer.Status != 0)
                    {
                        answered.Add(
                            $"{port}{(tlsName is null ? "" : $", handshake for {(tlsName.Length == 0 ? "none" : tlsName)}")}: GET {target}, Host: {host} got {answer.Described}{(answer.Text.Contains("Welcome to nginx", StringComparison.Ordinal) ? ", Debian's welcome page" : "")}"
                        );
                    }
                }
                return answered.Count == 0
                    ? $"{asked} requests, none answered"
                    : throw new NotHeldException($"{answered.Count} of {asked} answered", answered);
            },
            cancellationToken
        );

        await run.Log.TryAsync(
            Kind,
            "through-the-edge",
            "absolute request lines that name another, through the edge",
            TimeSpan.FromSeconds(30),
            async stop =>
            {
                await using var visitor = run.Visitors.ThroughEdge();
                var plain = await visitor.AskAsync("/ping", stop);
                if (plain.Status != 200)
                    throw new InvalidOperationException($"the edge does not pass /ping on: {plain.Described}");
                string[] targets =
                [
                    $"http://{Elsewhere}/",
                    $"https://{Elsewhere}/",
                    $"http://{Elsewhere}/assets/client.css",
                    $"http://{IPAddress.Loopback}/",
                ];
                var welcomed = new List<string>();
                foreach (var target in targets)
                {
                    var answer = await visitor.AskAsync(target, stop);
                    if (
                        answer.Text.Contains("Welcome to nginx", StringComparison.Ordinal)
                        || answer.Text.Contains(Elsewhere, StringComparison.Ordinal)
                        || answer.Header("location")?.Contains(Elsewhere, StringComparison.Ordinal) == true
                    )
                    {
                        welcomed.Add($"GET {target}: {answer.Described}");
                    }
                }
                return welcomed.Count == 0
                    ? $"{targets.Length} requests, nobody's page but the forum's"
                    : throw new NotHeldException($"{welcomed.Count} of {targets.Length} got another's page or name", welcomed);
            },
            cancellationToken
        );
    }

    private static IEnumerable<(int Port, string? TlsName, string Target, string Host)> Requests(string domain)
    {
        string[] targets =
        [
            "/",
            $"http://{Elsewhere}/",
            $"https://{Elsewhere}/index.nginx-debian.html",
            "/index.nginx-debian.html",
            $"http://{IPAddress.Loopback}/",
        ];
        foreach (var target in targets)
        {
            foreach (var name in new[] { domain, $"www.{domain}", Elsewhere, "" })
                yield return (443, name, target, Elsewhere);
            yield return (80, null, target, Elsewhere);
        }
        // The host in the request line wins over the Host header.
        foreach (var name in new[] { domain, $"www.{domain}" })
            yield return (443, name, $"http://{Elsewhere}/", domain);
        yield return (80, null, $"http://{Elsewhere}/", domain);
    }

    private static async Task<RawAnswer> AskAsync(
        AttackRun run,
        int port,
        string? tlsName,
        string target,
        string host,
        CancellationToken cancellationToken
    )
    {
        await using var visitor = new RawVisitor(
            run.Visitors.Origin(port),
            run.Visitors.Source(0),
            tlsName,
            $"Host: {host}",
            Visitors.Browser
        );
        return await visitor.AskAsync(target, cancellationToken);
    }
}
