namespace NodeBBInfra.Tests.Policy;

/// <summary>What Cloudflare does with each kind of request to a forum: requests.md, row by row.</summary>
public sealed class PolicyTests(DeployedZone zone) : IClassFixture<DeployedZone>
{
    private static readonly string Table = Repository.PathOf("sandbox", "Tests", "Policy", "requests.md");

    public static IReadOnlyList<object[]> Rows =>
        [.. Read().Select(cells => new object[] { cells[0], cells[1], cells[2], string.Join(" | ", cells[3..]) })];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_request_is_checked_cached_and_answered_as_the_table_says(
        string request,
        string visitor,
        string accept,
        string expected
    )
    {
        var asked = new Asked(request, visitor, accept) { Query = $"row={Guid.NewGuid():N}" };

        var isChecked = await zone.IsCheckedAsync(asked with { Query = "" });
        var first = await zone.AskAsync(asked);
        var second = await zone.AskAsync(asked);

        Assert.Equal(
            expected,
            $"{(isChecked ? "yes" : "no")} | {first.Cache ?? "-"} | {second.Cache ?? "-"} | {second.Status} {second.Type ?? "-"}{Target(second)}"
        );
        Assert.False(first.Challenged || second.Challenged);
        foreach (var got in new[] { first, second })
            Assert.False(got is { Cache: "MISS" or "HIT", HasCookie: true }, "A session's cookie came with an answer that is kept.");
    }

    /// <summary>First a guest with a session and a browser requests a URL, then another visitor requests the same.</summary>
    [Theory]
    [InlineData("member", "page")]
    [InlineData("new", "page")]
    [InlineData("server", "activity+json")]
    [InlineData("server", "ld+json")]
    public async Task Nobody_gets_what_belongs_to_somebody_elses_session(string visitor, string accept)
    {
        foreach (
            var request in Read()
                .Select(cells => cells[0])
                .Where(request =>
                    request.StartsWith("GET ", StringComparison.Ordinal) && !request.Contains("blog.", StringComparison.Ordinal)
                )
                .Distinct()
        )
        {
            var query = $"asked-before={visitor}-{accept}";
            await zone.AskAsync(new Asked(request, "guest", "page") { Query = query });

            var got = await zone.AskAsync(new Asked(request, visitor, accept) { Query = query });

            Assert.True(got.Body is not "guest", $"{request}: {visitor} got the guest's {got.Type} ({got.Cache}).");
            Assert.False(
                visitor == "server" && got is { Cache: "HIT", Type: "text/html", Status: 200 },
                $"{request}: a server got a page from the cache."
            );
        }
    }

    [Fact]
    public async Task Bot_Fight_Mode_is_off_in_the_zone() =>
        Assert.False((await zone.ZoneAsync("/bot_management")).GetProperty("fight_mode").GetBoolean());

    [Fact]
    public void Every_kind_of_request_is_in_the_table() => Assert.InRange(Rows.Count, 60, 200);

    private static string Target(Got got) =>
        got.Location switch
        {
            null => "",
            { IsAbsoluteUri: true } to => $" to {to.Scheme}://{to.Host}",
            var to => $" to {to.OriginalString}",
        };

    private static IEnumerable<string[]> Read() =>
        File.ReadLines(Table)
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | "))
            .Where(cells => cells[0] is not ("request" or "---"));
}
