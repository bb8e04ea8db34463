using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Host;
using NodeBBInfra.Tests.Cloudflare;
using NodeBBInfra.Tests.StackTests;

namespace NodeBBInfra.Tests.EndToEnd;

/// <summary>Releases on a real host: runs the stack's step by hand with other repositories.</summary>
public sealed partial class LifecycleTests
{
    /// <summary>A hostile package script that records what it could read and where it could write.</summary>
    private const string Hostile = """
        exec >hostile.out 2>/dev/null
        for file in /etc/nodebb/config.json /etc/nodebb-infra/secrets/* /var/lib/nodebb/uploads/* /proc/[0-9]*/root/etc/nodebb/config.json /run/credentials/*; do
          if head -c 9 "$file" >/dev/null; then echo "read $file"; fi
        done
        for folder in / /dev/shm /etc /opt/nodebb /opt/nodebb/releases /opt/nodebb/current/ /run /srv /tmp /usr/local/lib /var/lib/nodebb /var/lib/nodebb/home /var/lib/nodebb/uploads /var/tmp; do
          touch "$folder/hostile-mark"
        done
        rm -rf public
        ln -s /srv/other public
        mkdir -p locked/inner
        chmod 0 locked
        (while true; do rm -rf public; ln -s /srv/other public; rm -f public; mkdir public; done) &
        sleep 1
        head -c 3000000 /dev/zero | tr '\0' 'x'

        """;

    private const string Outside =
        "find /etc /opt/node /srv /usr/local /var/lib/nodebb /opt/nodebb/current/ -printf '%p %u %g %m %l %s\\n' | sort";

    [HostFact, Order(8)]
    public async Task A_hostile_packages_script_reads_no_secret_and_changes_nothing_outside_of_its_release()
    {
        await OnHostAsync("mkdir -p /srv/other/uploads && echo precious >/srv/other/uploads/file");
        var failing = await CommitAsync("failing", work => MakeHostileAsync(work, "exit 1\n"));
        var commit = await CommitAsync("hostile", work => MakeHostileAsync(work, ""));
        // The step first installs its own programs.
        await RunReleaseAsync((await CurrentAsync()).Commit);
        var before = await OnHostAsync(Outside);

        // The second run must remove what the first left, even with modes that lock out its own user.
        Assert.NotEqual(0, (await TryReleaseAsync(failing)).ExitCode);
        Assert.Equal("0 nodebb", await OnHostAsync("stat -c '%a %U' /opt/nodebb/releases/.new/locked"));
        var step = await RunReleaseAsync(commit);

        Assert.Contains($"changed: /opt/nodebb/releases/{commit[..12]}", step, StringComparison.Ordinal);
        Assert.Equal(before, await OnHostAsync(Outside));
        Assert.Equal("precious", await OnHostAsync("cat /srv/other/uploads/file"));
        Assert.Equal(
            "",
            await OnHostAsync(
                $"find / -xdev -name hostile-mark; find /dev/shm /run /tmp -name hostile-mark; head -c 1000 /opt/nodebb/releases/{commit[..12]}/hostile.out | grep ^read || true"
            )
        );
        Assert.Equal("x", await OnHostAsync($"tail -c 1 /opt/nodebb/releases/{commit[..12]}/hostile.out"));

        await RunReleaseAsync((await CurrentAsync()).Commit);
        await OnHostAsync("rm -rf /srv/other");

        static async Task MakeHostileAsync(string work, string end)
        {
            var package = Path.Combine(work, "install", "package.json");
            var json = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(package))!;
            json["scripts"] = new System.Text.Json.Nodes.JsonObject { ["postinstall"] = "sh ./hostile.sh" };
            await File.WriteAllTextAsync(package, json.ToJsonString());
            await File.WriteAllTextAsync(Path.Combine(work, "hostile.sh"), Hostile + end);
            File.CreateSymbolicLink(Path.Combine(work, "logs"), "/srv/other");
        }
    }

    [HostFact, Order(8)]
    public async Task A_release_that_is_made_again_is_the_same_to_the_last_byte()
    {
        var (release, commit) = await CurrentAsync();
        var tree =
            $"cd {release} && find . -path ./build -prune -o -printf '%p %y %m %l\\n' | sort && find . -path ./build -prune -o -type f -print0 | sort -z | xargs -0 sha256sum";
        var before = await OnHostAsync(tree);
        await OnHostAsync($"cp -a {release}/build /root/build && rm -rf {release}");

        await RunReleaseAsync(commit);

        var after = await OnHostAsync(tree);
        await OnHostAsync($"mv /root/build {release}/build && touch /var/lib/nodebb-infra/releases/{commit[..12]}/built");
        Assert.Equal(before, after);
    }

    /// <summary>In earlier versions the forum's user owned /var/lib/nodebb and could write anything there at any time.</summary>
    [HostFact, Order(8)]
    public async Task A_folder_that_was_nodebbs_is_taken_over_whatever_lies_in_it()
    {
        const string AsNodeBB = "setpriv --reuid=nodebb --regid=nodebb --init-groups --no-new-privs --bounding-set=-all sh -c";
        const string Earlier =
            "unshare --pid --fork --mount-proc usermod --home /var/lib/nodebb nodebb; cd /var/lib/nodebb; rmdir home 2>/dev/null; chown nodebb:nodebb . ; chmod 0777 .";
        var secrets = "stat -c '%A %U:%G %n' /etc/nodebb-infra/secrets /etc/nodebb-infra/secrets/*";
        var commit = (await CurrentAsync()).Commit;
        var before = await OnHostAsync(secrets);
        await OnHostAsync("cp -a /var/lib/nodebb/uploads /root/uploads");

        // An existing symlink.
        await OnHostAsync(
            $"{Earlier}; {AsNodeBB} 'mv uploads aside; ln -s /etc/nodebb-infra/secrets uploads; echo output=/etc/ssh/sshrc >.curlrc'"
        );
        var refused = await TryReleaseAsync(commit);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("/var/lib/nodebb/uploads is not a folder.", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, await OnHostAsync(secrets));

        // A symlink that comes and goes, until only root can create it.
        for (var round = 0; round < 3; round++)
        {
            await OnHostAsync($"{Earlier}; rm -rf uploads aside; cp -a /root/uploads uploads");
            await OnHostAsync(
                $"(cd /var/lib/nodebb; timeout 20 {AsNodeBB} 'while mv -T uploads aside && ln -s /etc/nodebb-infra/secrets uploads && rm uploads && mv -T aside uploads; do :; done') >/dev/null 2>&1 </dev/null &"
            );
            await TryReleaseAsync(commit);
            Assert.Equal(before, await OnHostAsync(secrets));
            Assert.Equal("root:root 755", await OnHostAsync("stat -c '%U:%G %a' /var/lib/nodebb"));
        }

        await OnHostAsync("cd /var/lib/nodebb; rm -rf uploads aside; cp -a /root/uploads uploads; rm -rf /root/uploads");
        await RunReleaseAsync(commit);

        Assert.Equal("/var/lib/nodebb/home", await OnHostAsync("getent passwd nodebb | cut -d : -f 6"));
        Assert.Equal(
            "nodebb:nodebb 755\nnodebb:nodebb 755",
            await OnHostAsync("stat -c '%U:%G %a' /var/lib/nodebb/home /var/lib/nodebb/uploads")
        );
        Assert.Equal("output=/etc/ssh/sshrc", await OnHostAsync("cat /var/lib/nodebb/.curlrc"));
        Assert.Equal("unchanged", await RunReleaseAsync(commit));
    }

    private async Task<(string Release, string Commit)> CurrentAsync() =>
        (await OnHostAsync("readlink -f /opt/nodebb/current"), fixture.World.GetProperty("forum").GetProperty("commit").GetString()!);

    private async Task<string> CommitAsync(string branch, Func<string, Task> change)
    {
        using var folder = new TempDirectory();
        var work = folder["work"];
        await Shell.RunAsync("git", ["clone", "--quiet", Path.Combine(Sandbox.World, "git", "forum.git"), work], directory: "/");
        await change(work);
        await Shell.RunAsync("git", ["-C", work, "add", "--all", "--force"], directory: "/");
        await Shell.RunAsync(
            "git",
            ["-C", work, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", branch],
            directory: "/"
        );
        await Shell.RunAsync("git", ["-C", work, "push", "--quiet", "--force", "origin", $"HEAD:refs/heads/{branch}"], directory: "/");
        return (await Shell.RunAsync("git", ["-C", work, "rev-parse", "HEAD"], directory: "/")).Trim();
    }

    /// <summary>The stack's "release" step for another commit.</summary>
    private async Task<Finished> TryReleaseAsync(string commit)
    {
        var repository = fixture.World.GetProperty("forum").GetProperty("repository").GetString();
        await using var zone = await ApiServer.StartAsync(takesStandIns: true);
        using var program = new DeliveredProgram(zone);
        await program.DoAsync(Operation.Up, ("nodebb:nodebbRepository", repository!), ("nodebb:nodebbRef", commit));
        return await fixture.OnHostAsync("/usr/local/lib/nodebb-infra/run release 600", program.Host.Stdin["release"]);
    }

    private async Task<string> RunReleaseAsync(string commit)
    {
        var finished = await TryReleaseAsync(commit);
        Assert.True(finished.ExitCode == 0, finished.All);
        return finished.Output.Trim();
    }

    private async Task<string> OnHostAsync(string command)
    {
        var finished = await fixture.OnHostAsync(command);
        Assert.True(finished.ExitCode == 0, finished.All);
        return finished.Output.Trim();
    }
}
