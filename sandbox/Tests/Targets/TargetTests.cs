using CsCheck;
using NodeBBInfra.Sandbox.Cloudflare;
using Xunit.Abstractions;

namespace NodeBBInfra.Tests.Targets;

/// <summary>
/// Generated targets against real nginx and real express: none bypasses the check of private uploads, and none puts a session's response
/// or an error into Cloudflare's cache.
/// </summary>
/// <remarks>
/// <c>CsCheck_Seed=… dotnet test --filter FullyQualifiedName~TargetTests</c> repeats a run; the seed is in the output. NODEBB_CHECKOUT=(a
/// checkout with its node_modules, not set up) uses the real NodeBB instead of the stand-in.
/// </remarks>
[Collection(LocalOriginTests.Name)]
public sealed class TargetTests(ITestOutputHelper output)
{
    private const int Targets = 3_000,
        ThroughEachEdge = 1_200;

    // Those that found holes in the past.
    private static readonly string[] Known =
    [
        "/assets\\.\\uploads\\files\\private.png?a=#",
        "/ASSETS\\uploads\\files\\private.png#",
        "/assets\\.\\uploads\\files\\private.html#",
        "/assets/..%2fg1",
        "/assets\\g2.css",
        "/assets\\client.css?v=x",
        "/x/../assets/..%2fg3",
        "/assets/nothing.css",
        "/assets/.hidden",
        "/assets/uploads/files/private.png",
        "/assets/x/../uploads/files/private.png",
        "/ASSETS/uploads/files/private.png",
        "/assets/Uploads/files/private.png",
        "//assets/uploads/files/private.png",
        "/%61ssets/uploads/files/private.png",
    ];

    private static readonly UrlNormalization[] Normalizations =
    [
        new("cloudflare", "none"),
        new("cloudflare", "incoming"),
        new("cloudflare", "both"),
        new("rfc3986", "incoming"),
        new("rfc3986", "both"),
    ];

    [OriginFact]
    public async Task No_target_shows_what_is_private_or_leaves_what_is_not_for_everybody()
    {
        var seed = Environment.GetEnvironmentVariable("CsCheck_Seed") ?? PCG.ThreadPCG.ToString();
        output.WriteLine($"CsCheck_Seed={seed}");
        var targets = Some(Targets, seed);
        await using var origin = await TargetedOrigin.StartAsync();

        Assert.Empty(await origin.AskAsync(targets));
        foreach (var normalization in Normalizations)
        {
            var found = await origin.AskAsync(normalization, targets[..ThroughEachEdge]);
            Assert.True(found.Count == 0, $"{normalization}, CsCheck_Seed={seed}: {string.Join(", ", found.Take(5))}");
        }
    }

    /// <summary>The effect of URL normalization for an nginx without the guards. The guards need no help: see the test above.</summary>
    [OriginFact]
    public async Task Normalization_alone_closes_some_of_it()
    {
        var targets = Some(800, "0000KzvlMQz3");
        await using var origin = await TargetedOrigin.StartAsync(WithoutGuards);

        var rows = new List<string> { Row("no edge", await origin.AskAsync(targets)) };
        foreach (var normalization in Normalizations)
            rows.Add(Row($"{normalization.Type} {normalization.Scope}", await origin.AskAsync(normalization, targets)));

        Golden.Matches("url-normalization.txt", string.Join('\n', rows) + "\n");
    }

    private static string[] Some(int count, string seed) =>
        [.. Known, .. TargetGenerators.Target.Array[count].Generate(PCG.Parse(seed), null, out _)];

    // As before the guards: one spelling of an upload was refused, and Cloudflare got no cache headers.
    private static string WithoutGuards(string forum) =>
        forum
            .Replace(
                "    location @forum {",
                "    location ~* ^/assets/uploads/ {\n        return 404;\n    }\n\n    location @forum {",
                StringComparison.Ordinal
            )
            .Replace("if ($forum_refused) {\n        return 400;\n    }", "", StringComparison.Ordinal)
            .Replace("add_header Cloudflare-CDN-Cache-Control", "add_header X-Without", StringComparison.Ordinal);

    private string Row(string name, IReadOnlyList<Finding> found)
    {
        foreach (var some in found.GroupBy(finding => finding.Found))
            output.WriteLine($"{name}: {some.Key} {some.Count()}, such as {some.First().Target}");
        return $"{name}: private files {Open("private file")}, guests' tokens {Open("guest's token")}, errors kept {Open("kept ")}";

        string Open(string what) => found.Any(finding => finding.Found.StartsWith(what, StringComparison.Ordinal)) ? "open" : "closed";
    }
}
