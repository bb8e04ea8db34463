using NodeBBInfra.Sandbox.Host;
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

    /// <summary>Nobody can fill the disk or block others with bodies or connections.</summary>
    [OriginFact]
    public async Task Large_many_and_slow_bodies_are_bounded_and_nobody_else_waits() =>
        Golden.Matches("guards-bodies.txt", await AskAsync("bodies.mjs"));

    /// <summary>NodeBB's temporary files of refused uploads are deleted.</summary>
    [OriginFact]
    public async Task An_upload_that_the_forum_does_not_take_leaves_nothing()
    {
        using var temporary = new TempDirectory();
        var modules = await ModulesAsync();
        var preload = Repository.PathOf("components", "Origin", "Forum", "socket-ids.mjs");

        var asked = await RunningProcess.RunAsync(
            "node",
            ["--import", preload, Repository.PathOf("sandbox", "Tests", "Guards", "leftovers.mjs")],
            TimeSpan.FromMinutes(1),
            modules,
            new Dictionary<string, string?> { ["TMPDIR"] = temporary.FullPath }
        );

        Assert.True(asked.ExitCode == 0, asked.All);
        Assert.Equal("/taken 200: the upload\n/refused 403: the upload\n/ignored 200: the upload\n/failed 500: the upload\n", asked.Output);
    }

    // NodeBB v4.11.2's own.
    private static Task<string> ModulesAsync()
    {
        const string Modules = "express@4.22.1 multer@2.1.1 socket.io@4.8.3";
        return RecipeCache.GetAsync(
            "upload-modules",
            Modules,
            async folder =>
            {
                var installed = await RunningProcess.RunAsync(
                    "npm",
                    ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder, .. Modules.Split(' ')],
                    TimeSpan.FromMinutes(3)
                );
                Assert.True(installed.ExitCode == 0, installed.All);
            },
            CancellationToken.None
        );
    }

    private static Task<string> AskAsync(string questions) =>
        LocalOrigin.AskAsync(Repository.PathOf("sandbox", "Tests", "Guards", questions));
}
