using NodeBBInfra.Sandbox.Host;
using NodeBBInfra.Sandbox.Measure.Machine;

namespace NodeBBInfra.Tests.Guards;

/// <summary>What a worker loads before NodeBB, with the packages of NodeBB v4.11.2.</summary>
public sealed class WorkerModuleTests
{
    /// <summary>NodeBB's temporary files of refused uploads are deleted.</summary>
    [OriginFact]
    public async Task An_upload_that_the_forum_does_not_take_leaves_nothing()
    {
        using var temporary = new TempDirectory();
        var modules = await ModulesAsync();
        var preload = Repository.PathOf("components", "Origin", "Forum", "uploads.mjs");

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

    /// <summary>Under load, and with what each part is for: without the spare worker, or without the takeover, requests fail.</summary>
    [HostFact]
    public async Task No_request_fails_while_a_worker_hands_over_to_a_spare_one_and_restarts()
    {
        using var temporary = new TempDirectory();
        var node = await CachedParts.NodeAsync(CancellationToken.None);
        var kernel = await File.ReadAllTextAsync(Repository.PathOf("components", "Origin", "Forum", "sysctl.conf"));
        var setting = kernel
            .Split('\n')
            .Single(line => line.Contains('=', StringComparison.Ordinal))
            .Replace(" ", "", StringComparison.Ordinal);

        var asked = await RunningProcess.RunAsync(
            "unshare",
            [
                "--net",
                "sh",
                "-c",
                $"ip link set lo up && sysctl -q -w {setting} && exec \"$0\" \"$1\"",
                Path.Combine(node, "bin", "node"),
                Repository.PathOf("sandbox", "Tests", "Guards", "takeover.mjs"),
            ],
            TimeSpan.FromMinutes(5),
            await ModulesAsync(),
            new Dictionary<string, string?> { ["TMPDIR"] = temporary.FullPath }
        );

        Assert.True(asked.ExitCode == 0, asked.All);
        var held = string.Concat(Enumerable.Repeat("with a spare worker: no request failed\n", 3));
        held += "the spare worker takes over from one that does not share its port\n";
        Assert.Equal($"{held}without a spare worker: requests failed\nwithout the takeover: requests failed\n", asked.Output);
    }

    /// <summary>The build gets neither the worker's thread nor its environment, and the control panel hears when it failed.</summary>
    [ToolTheory("node", "npm")]
    [InlineData("", "done\nport undefined, niceness +10\n")]
    [InlineData("process.exit(3);", "The build failed: journalctl -u nodebb@4567\n")]
    public async Task The_control_panels_build_is_a_process_of_its_own(string end, string output)
    {
        using var forum = new TempDirectory();
        forum.Write("src/meta/build.js", "exports.buildAll = () => console.log('built in the worker');");
        const string Note = "[process.env.port, require('node:os').getPriority()].join(' ')";
        forum.Write("nodebb", end.Length > 0 ? end : $"require('node:fs').writeFileSync('noted', {Note});");
        var module = Repository.PathOf("components", "Origin", "Forum", "rebuild.mjs");
        forum.Write(
            "worker.mjs",
            $$"""
            import { existsSync, readFileSync } from 'node:fs';
            import { createRequire } from 'node:module';
            import { getPriority } from 'node:os';
            import { buildApart } from '{{module}}';
            buildApart();
            const build = createRequire(import.meta.url)('./src/meta/build');
            console.log(await build.buildAll().then(() => 'done', (error) => error.message));
            if (existsSync('noted')) {
              const [port, niceness] = readFileSync('noted', 'utf8').split(' ');
              console.log(`port ${port || undefined}, niceness +${niceness - getPriority()}`);
            }
            """
        );

        var worker = await RunningProcess.RunAsync(
            "node",
            ["worker.mjs"],
            TimeSpan.FromMinutes(1),
            forum.FullPath,
            new Dictionary<string, string?> { ["port"] = "4567" }
        );

        Assert.Equal((0, output), (worker.ExitCode, worker.Output));
    }

    /// <summary>A forum that may send no mail reaches no mail server and no sendmail, and says why; any other forum sends.</summary>
    [ToolTheory("npm")]
    [InlineData("{ \"outgoingMail\": false }", "refused", "refused", 0)]
    [InlineData("{ \"outgoingMail\": true }", "sent", "sent", 1)]
    [InlineData("{}", "sent", "sent", 1)]
    public async Task Mail_leaves_only_a_forum_that_may_send_it(string config, string bySendmail, string bySmtp, int delivered)
    {
        using var forum = new TempDirectory();
        forum.Write("config.json", config);
        File.CreateSymbolicLink(forum["node_modules"], Path.Combine(await ModulesAsync(), "node_modules"));

        var asked = await RunningProcess.RunAsync(
            "node",
            [
                "--import",
                Repository.PathOf("components", "Origin", "Forum", "mail.mjs"),
                Repository.PathOf("sandbox", "Tests", "Guards", "send-mail.mjs"),
            ],
            TimeSpan.FromMinutes(1),
            forum.FullPath
        );

        Assert.True(asked.ExitCode == 0, asked.All);
        Assert.Equal(
            $"sendmail: {bySendmail}\nsmtp: {bySmtp}\n{delivered} by sendmail, {delivered} by smtp\n",
            asked.Output.Replace("This forum sends no mail (nodebb:outgoingMail is false).", "refused", StringComparison.Ordinal)
        );
    }

    private static Task<string> ModulesAsync()
    {
        const string Modules = "express@4.22.1 multer@2.1.1 nodemailer@8.0.7 socket.io@4.8.3";
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
}
