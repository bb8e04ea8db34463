using System.Text.RegularExpressions;
using NodeBBInfra.Sandbox.Attack.Requests;

namespace NodeBBInfra.Sandbox.Attack.Kinds;

/// <summary>Web cache deception: a guest requests a page under an asset's name through the edge, then another visitor does.</summary>
internal sealed partial class SomebodyElsesPage : IAttack
{
    private const string Page = "Accept: text/html,application/xhtml+xml,*/*;q=0.8";

    public string Kind => "somebody else's page";

    public async Task RunAsync(AttackRun run, CancellationToken cancellationToken)
    {
        await run.Log.TryAsync(
            Kind,
            "guests-token",
            "a guest with a session asks for things like assets, then a stranger asks for the same",
            TimeSpan.FromMinutes(5),
            async stop =>
            {
                var (cookie, token) = await GuestAsync(run, stop);
                await using var guest = run.Visitors.ThroughEdge(Page, $"Cookie: {cookie}");
                await using var stranger = run.Visitors.ThroughEdge(Page);
                var bad = new List<string>();
                var (asked, ofTheGuest) = (0, 0);
                foreach (var target in Targets(run))
                {
                    asked++;
                    var first = await guest.AskAsync(target, stop);
                    ofTheGuest += first.Text.Contains(token, StringComparison.Ordinal) ? 1 : 0;
                    var second = await stranger.AskAsync(target, stop);
                    if (
                        second.Text.Contains(token, StringComparison.Ordinal)
                        || second.Headers["set-cookie"].Any(set => set.Contains(cookie, StringComparison.Ordinal))
                    )
                    {
                        bad.Add($"GET {target}: the stranger got the guest's token ({second.Cache}, {second.Described})");
                    }
                    else if (second.Cache == "HIT")
                    {
                        bad.Add($"GET {target}: no file, and kept by the edge ({second.Described})");
                    }
                }
                return bad.Count == 0
                    ? $"{asked} targets, {ofTheGuest} of them pages with the guest's token: none kept"
                    : throw new NotHeldException(
                        $"{bad.Count} of {asked} targets kept by the edge, {bad.Count(line => line.Contains("token", StringComparison.Ordinal))} with the guest's token",
                        bad
                    );
            },
            cancellationToken
        );

        await run.Log.TryAsync(
            Kind,
            "poisoned-asset",
            "other spellings of an asset's address are asked first, then the true address",
            TimeSpan.FromMinutes(3),
            async stop =>
            {
                await using var visitor = run.Visitors.ThroughEdge();
                var random = run.RandomFor("poison");
                var spellings = new Spellings(random);
                var truth = await visitor.AskAsync("/assets/client.css", stop);
                if (truth.Status != 200 || truth.Body.Length < 1000)
                    throw new InvalidOperationException($"/assets/client.css is no style sheet: {truth.Described}");
                var poisoned = new List<string>();
                var count = run.Count(600, 60);
                for (var i = 0; i < count; i++)
                {
                    var query = $"?v={random.NextInt64():x}";
                    var bent = i < Known.Length ? Known[i] : spellings.Of("/assets/client.css", run.Visitors.Domain).Split('?')[0];
                    var first = await visitor.AskAsync(bent + query, stop);
                    var then = await visitor.AskAsync("/assets/client.css" + query, stop);
                    if (then.Status != 200 || then.Body.Length != truth.Body.Length)
                        poisoned.Add($"after GET {bent}{query} ({first.Described}) the true address got {then.Described}, {then.Cache}");
                }
                return poisoned.Count == 0
                    ? $"{count} spellings, the true address got its file each time"
                    : throw new NotHeldException($"{poisoned.Count} of {count} spellings broke the true address", poisoned);
            },
            cancellationToken
        );
    }

    private static readonly string[] Known =
    [
        "/assets\\client.css",
        "/assets/.\\client.css",
        "/assets\\.\\client.css",
        "\\assets\\client.css",
    ];

    /// <summary>Paths that do not exist below cacheable folders, and paths that lead out of them.</summary>
    private static IEnumerable<string> Targets(AttackRun run)
    {
        var random = run.RandomFor("targets");
        var spellings = new Spellings(random);
        string Name() => $"g{random.NextInt64():x}";
        foreach (
            var known in new[]
            {
                $"/assets/..%2f{Name()}",
                $"/assets\\{Name()}.css",
                $"/assets/%2e%2e/{Name()}.css",
                $"/ASSETS/{Name()}.css",
                $"/assets/..%2f{Name()}.js",
                $"/assets/{Name()}.css",
                $"/assets/..\\{Name()}",
                $"/assets%2f{Name()}.css",
                $"/uploads/..%2f{Name()}",
            }
        )
        {
            yield return known;
        }

        string[] ends = ["", ".css", ".js", ".png", "/", ".css/x", ".woff2", "?v=1"];
        string[] starts =
        [
            "/assets/",
            "/assets/..%2f",
            "/assets/%2e%2e/",
            "/assets/x/../../",
            "/uploads/",
            "/assets/uploads/",
            "/assets/plugins/",
            "/plugins/",
            "/sounds/",
            "/language/",
            "/assets/..%5c",
            "/api/../assets/",
        ];
        for (var i = 0; i < run.Count(1500, 80); i++)
        {
            var plain = starts[random.Next(starts.Length)] + Name() + ends[random.Next(ends.Length)];
            yield return random.Next(2) == 0 ? plain : spellings.Of(plain, run.Visitors.Domain);
        }
    }

    private static async Task<(string Cookie, string Token)> GuestAsync(AttackRun run, CancellationToken cancellationToken)
    {
        await using var visitor = run.Visitors.ThroughEdge();
        var config = await visitor.AskAsync("/api/config", cancellationToken);
        var cookie = config
            .Headers["set-cookie"]
            .Select(set => set.Split(';')[0])
            .FirstOrDefault(set => set.StartsWith("express.sid=", StringComparison.Ordinal));
        var token = TokenMember().Match(config.Text).Groups[1].Value;
        return cookie is not null && token.Length >= 32
            ? (cookie, token)
            : throw new InvalidOperationException($"a guest got no session: {config.Described}");
    }

    [GeneratedRegex("\"csrf_token\":\"([^\"]+)\"")]
    private static partial Regex TokenMember();
}
