using NodeBBInfra.Tests.LocalOrigins;

namespace NodeBBInfra.Tests.Guards;

/// <summary>
/// What nginx allows a visitor, with Debian's nginx and the stack's files in front of three workers. The answers are golden files.
/// </summary>
[Collection(LocalOriginTests.Name)]
public sealed class NginxGuardTests
{
    /// <summary>TLS for the forum's name does not give access to another server, and only a WebSocket can upgrade a connection.</summary>
    [OriginFact]
    public async Task Only_the_forums_names_are_answered_and_only_WebSockets_upgrade() =>
        Golden.Matches("guards-names.txt", await AskAsync("names.mjs"));

    /// <summary>Files that nginx can read and the forum cannot are not served, and what is not an asset is not cached.</summary>
    [OriginFact]
    public async Task Nginx_serves_no_strangers_file_and_none_with_a_dot_in_front() =>
        Golden.Matches("guards-files.txt", await AskAsync("files.mjs"));

    /// <summary>A page that is open gets what it was made with, and no address ever has another build's file for long.</summary>
    [OriginFact]
    public async Task Each_builds_assets_are_at_addresses_of_their_own() =>
        Golden.Matches("guards-assets.txt", await AskAsync("assets.mjs"));

    /// <summary>Nobody can fill the disk or block others with bodies or connections.</summary>
    [OriginFact]
    public async Task Large_many_and_slow_bodies_are_bounded_and_nobody_else_waits() =>
        Golden.Matches("guards-bodies.txt", await AskAsync("bodies.mjs"));

    /// <summary>Whatever is asked for while no worker answers, it is nginx's own page that is shown, and nobody keeps it.</summary>
    [OriginFact]
    public async Task While_no_worker_answers_a_page_of_our_own_tries_again() =>
        Golden.Matches("guards-starting.txt", await AskAsync("starting.mjs"));

    /// <summary>Every page shows the banner as text, whatever is in it, compressed or not.</summary>
    [OriginFact]
    public async Task A_page_shows_the_banner_as_it_was_written()
    {
        await using var started = await LocalOrigin.StartAsync(
            Repository.PathOf("sandbox", "Tests", "Guards", "banner.mjs"),
            banner: "Staging's $host & <b>é 😀\\"
        );

        var asked = await started.Program.WaitAsync(TimeSpan.FromMinutes(3));

        Assert.True(asked.ExitCode == 0, asked.All);
        const string Text = "Staging&#39;s &#36;host &#38; &#60;b&#62;é &#128512;&#92;";
        Assert.Equal(
            $"title: {Text}: Home | NodeBB\nbanner: {Text}\ntitle: {Text}: Home | NodeBB\nbanner: {Text}\nthe API: no banner\n",
            asked.Output
        );
    }

    private static Task<string> AskAsync(string questions) =>
        LocalOrigin.AskAsync(Repository.PathOf("sandbox", "Tests", "Guards", questions));
}
