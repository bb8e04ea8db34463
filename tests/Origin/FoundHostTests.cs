using System.Text.RegularExpressions;
using NodeBBInfra.Components.Origin;

namespace NodeBBInfra.Tests.Origin;

/// <summary>A destroy on a host whose own programs, users and folders a deployment has met.</summary>
public sealed class FoundHostTests : IDisposable
{
    private const string Notes = "var/lib/nodebb-infra";
    private const string Header = "# Made by NodeBBInfra.\n";

    private readonly HostFolder _host = new();

    public void Dispose() => _host.Dispose();

    private string Called => File.Exists(_host["called"]) ? File.ReadAllText(_host["called"]) : "";

    private Task<Finished> DestroyAsync(string how, string standIns = "") =>
        DataStep.DestroyAsync(_host, how, standIns: DataStep.Everything + standIns);

    /// <summary>Before the step packages has noted it, and after an earlier destroy has put it back.</summary>
    [ToolTheory("bash", "flock", "timeout")]
    [InlineData(null)]
    [InlineData("redis-server.service not-found inactive\n")]
    public async Task The_hosts_renewals_go_on_after_a_deployment_that_failed_early(string? units)
    {
        await DataStep.BeginAsync(_host);
        DataStep.Write(_host, "etc/letsencrypt/renewal/blog.example.org.conf");
        if (units is not null)
            DataStep.Write(_host, $"{Notes}/units", units);

        await DestroyAsync("erase", "ACTIVE=0\n");

        Assert.DoesNotContain("certbot.timer", Called, StringComparison.Ordinal);
    }

    /// <summary>The host's own user was found, and the step release failed at the folder.</summary>
    [ToolTheory("bash", "flock", "timeout")]
    [InlineData("a link")]
    [InlineData("writable for others")]
    public async Task Releases_in_a_folder_that_is_not_roots_stay(string kind)
    {
        await DataStep.BeginAsync(_host);
        DataStep.Write(_host, $"{Notes}/found-nodebb", "/home/nodebb\n");
        DataStep.Write(_host, "victim/ssh/sshd_config");
        Directory.CreateDirectory(_host["opt/nodebb"]);
        if (kind == "a link")
        {
            File.CreateSymbolicLink(_host["opt/nodebb/releases"], _host["victim"]);
        }
        else
        {
            Directory.Move(_host["victim"], _host["opt/nodebb/releases"]);
            File.SetUnixFileMode(_host["opt/nodebb/releases"], (UnixFileMode)0x1FF);
        }

        await DestroyAsync("erase");

        Assert.True(File.Exists(_host["opt/nodebb/releases/ssh/sshd_config"]));
    }

    [ToolTheory("bash", "flock", "timeout")]
    [InlineData("found-nodebb", true)]
    [InlineData("made-nodebb", false)]
    public async Task Of_a_user_that_was_here_before_only_the_forums_folders_go(string note, bool stays)
    {
        await DataStep.BeginAsync(_host);
        DataStep.Write(_host, $"{Notes}/{note}", "/var/lib/nodebb\n");
        string[] others = ["var/lib/nodebb/private/x", "var/lib/nodebb/top"];
        foreach (var file in others.Append("var/lib/nodebb/uploads/picture.png"))
            DataStep.Write(_host, file);

        await DestroyAsync("erase");

        Assert.All(others, file => Assert.Equal(stays, File.Exists(_host[file])));
        Assert.False(File.Exists(_host["var/lib/nodebb/uploads/picture.png"]));
    }

    /// <summary>The oldest versions noted nothing but what their own files say.</summary>
    [ToolFact("bash", "flock", "timeout")]
    public async Task Of_a_deployment_that_noted_nothing_goes_what_says_that_it_is_ours()
    {
        await _host.ReadyAsync();
        string[] ours =
        [
            "etc/systemd/system/nginx.service.d/nodebb-infra.conf",
            "etc/systemd/system/redis-server.service.d/nodebb-infra.conf",
            "etc/systemd/system/nodebb@.service",
            "etc/systemd/system/nodebb@4567.service.d/primary.conf",
            "etc/nginx/conf.d/forum.conf",
        ];
        foreach (var file in ours)
            DataStep.Write(_host, file, Header);
        DataStep.Write(_host, "etc/nginx/conf.d/blog.conf");
        DataStep.Write(_host, "var/lib/redis/appendonly.aof");
        Directory.Delete(_host[$"{Notes}/deployed"], recursive: true);
        File.Delete(_host[$"{Notes}/ours"]);
        await DataStep.RunAsync(_host, "data 30 a1", standIns: DataStep.Everything);

        await DestroyAsync("erase");

        Assert.All(ours, file => Assert.False(File.Exists(_host[file]), file));
        Assert.All(
            ours.Take(2).Append(ours[3]).Select(file => Path.GetDirectoryName(file)!),
            folder => Assert.False(Directory.Exists(_host[folder]), folder)
        );
        Assert.False(File.Exists(_host["var/lib/redis/appendonly.aof"]));
        Assert.True(File.Exists(_host["etc/nginx/conf.d/blog.conf"]));
        Assert.Contains("disable --now redis-server", Called, StringComparison.Ordinal);
    }

    /// <summary>Before the first deployment, or since: then the folder is noted as ours.</summary>
    [ToolTheory("bash", "flock", "timeout")]
    [InlineData("stop", "/opt/node/current\n")]
    [InlineData("erase", "/opt/node/current\n")]
    [InlineData("erase", "/opt/node\n/opt/node/current\n")]
    public async Task A_folder_for_Node_that_leads_to_another_disk_stops_no_destroy_and_stays(string how, string ours)
    {
        await DataStep.DeployAsync(_host);
        DataStep.Write(_host, "disk/node/22.0.0/.sha256");
        Directory.CreateDirectory(_host["opt"]);
        File.CreateSymbolicLink(_host["opt/node"], _host["disk/node"]);
        DataStep.Write(_host, $"{Notes}/ours", ours);
        File.CreateSymbolicLink(_host["opt/node/current"], "22.0.0");

        await DestroyAsync(how);

        Assert.Empty(Directory.EnumerateFileSystemEntries(_host["disk/node"]));
        Assert.Equal(_host["disk/node"], new FileInfo(_host["opt/node"]).LinkTarget);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task Secrets_in_a_folder_on_another_disk_are_deleted_there()
    {
        await DataStep.DeployAsync(_host);
        Directory.CreateDirectory(_host["disk"]);
        Directory.Move(_host["etc/nodebb-infra"], _host["disk/nodebb-infra"]);
        File.CreateSymbolicLink(_host["etc/nodebb-infra"], _host["disk/nodebb-infra"]);

        await DestroyAsync("erase");

        Assert.Empty(Directory.EnumerateFileSystemEntries(_host["disk"]));
        Assert.Null(new FileInfo(_host["etc/nodebb-infra"]).LinkTarget);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_group_with_other_members_goes_with_its_user()
    {
        await DataStep.DeployAsync(_host);

        await DestroyAsync("erase");

        Assert.Contains("userdel nodebb\ngroupdel nodebb\n", Called, StringComparison.Ordinal);
    }

    [ToolTheory("bash", "flock", "timeout")]
    [InlineData("stop")]
    [InlineData("erase")]
    public async Task The_kernel_gets_its_setting_back(string how)
    {
        await DataStep.DeployAsync(_host);
        DataStep.Write(_host, $"{Notes}/sysctl-before", "0\n");

        await DestroyAsync(how, "sysctl() { echo \"sysctl $*\" >>\"$ROOT/called\"; }\n");

        Assert.Contains("sysctl -q -w net.ipv4.tcp_migrate_req=0\n", Called, StringComparison.Ordinal);
    }

    /// <summary>certbot would try, and fail, to renew a certificate whose forum is not there.</summary>
    [ToolFact("bash", "flock", "timeout")]
    public async Task A_certificate_that_is_kept_is_not_renewed_until_the_forum_is_back()
    {
        const string Renewal = "etc/letsencrypt/renewal/forum.example.org.conf";
        await DataStep.DeployAsync(_host);
        DataStep.Write(_host, $"{Notes}/names", "forum.example.org\n");
        DataStep.Write(_host, Renewal);

        await DestroyAsync("stop");

        Assert.True(File.Exists(_host[$"{Renewal}.kept"]));
        Assert.False(File.Exists(_host[Renewal]));
        await _host.ReadyAsync();
        var back = Regex.Match(HostScript.Load("Origin/Certificate/certificate.sh"), @"(?m)^if \[\[ -f \$renewal\.kept .*$").Value;
        await DataStep.StepAsync(_host, $"renewal=/{Renewal}\n{back}\n");
        Assert.True(File.Exists(_host[Renewal]));
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_certificate_that_was_kept_goes_with_a_later_erase()
    {
        await DataStep.DeployAsync(_host);
        DataStep.Write(_host, $"{Notes}/names", "forum.example.org\n");
        DataStep.Write(_host, "etc/letsencrypt/renewal/forum.example.org.conf");
        DataStep.Write(_host, "etc/letsencrypt/archive/forum.example.org/privkey1.pem");
        await DestroyAsync("stop");
        await _host.ReadyAsync();
        await DataStep.RunAsync(_host, "data 30 a1");

        await DestroyAsync("erase");

        Assert.False(Directory.Exists(_host["etc/letsencrypt/archive"]));
        Assert.False(Directory.Exists(_host["etc/letsencrypt/renewal"]));
    }

    [ToolFact("bash", "flock", "timeout", "mount", "root")]
    public async Task What_is_mounted_among_the_uploads_is_emptied_and_stays_mounted()
    {
        await DataStep.DeployAsync(_host);
        DataStep.Write(_host, "var/lib/nodebb/uploads/category/picture.png");
        var mounted = _host["var/lib/nodebb/uploads/files"];
        Directory.CreateDirectory(mounted);
        await RunningProcess.RunAsync("mount", ["-t", "tmpfs", "tmpfs", mounted], TimeSpan.FromSeconds(10));
        try
        {
            DataStep.Write(_host, "var/lib/nodebb/uploads/files/x/y.zip");

            await DestroyAsync("erase");

            Assert.Empty(Directory.EnumerateFileSystemEntries(mounted));
            Assert.False(Directory.Exists(_host["var/lib/nodebb/uploads/category"]));
        }
        finally
        {
            await RunningProcess.RunAsync("umount", [mounted], TimeSpan.FromSeconds(10));
        }
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_destroy_needs_no_log_when_the_disk_takes_none()
    {
        await DataStep.DeployAsync(_host);
        Directory.CreateDirectory(_host["var/log/nodebb-infra/destroy-erase.log/full"]);
        Directory.CreateDirectory(_host["var/log/nodebb-infra/trial.log/full"]);

        var step = await _host.RunAsync(HostFolder.Script("echo hello\n"));
        await DestroyAsync("erase");

        Assert.Matches("^host: step trial did not run: .*/trial.log cannot be written \\(.* free\\)\n$", step.Error);
        Assert.False(Directory.Exists(_host["var/log/nodebb-infra"]));
    }
}
