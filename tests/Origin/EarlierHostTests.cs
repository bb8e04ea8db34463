using System.Text.RegularExpressions;
using NodeBBInfra.Components.Origin;

namespace NodeBBInfra.Tests.Origin;

/// <summary>A destroy of a host that an earlier version deployed, which noted less.</summary>
public sealed class EarlierHostTests : IDisposable
{
    private const string Notes = "var/lib/nodebb-infra";
    private const string DropIn = "etc/systemd/system/nginx.service.d/nodebb-infra.conf";

    private readonly HostFolder _host = new();

    public void Dispose() => _host.Dispose();

    /// <summary>Neither of them says who made it.</summary>
    [ToolTheory("bash", "flock", "timeout")]
    [InlineData("nothing was recorded")]
    [InlineData("the steps were recorded")]
    public async Task Its_files_are_not_taken_for_the_hosts_and_do_not_come_back(string how)
    {
        await _host.ReadyAsync();
        const string Step = """
            folder /etc/nodebb 0755
            link /somewhere /etc/nodebb/link
            install_file files/config.json /etc/nodebb/config.json 0640 root:root
            """;
        await DataStep.StepAsync(_host, Step, "config.json");
        File.Delete(_host[$"{Notes}/ours"]);
        File.WriteAllText(_host["etc/nodebb/config.json"], "an earlier password\n");
        if (how == "nothing was recorded")
        {
            Directory.Delete(_host[$"{Notes}/deployed"], recursive: true);
            DataStep.Write(_host, DropIn);
        }

        await DataStep.RunAsync(_host, "data 30 a1");
        await DataStep.StepAsync(_host, Step, "config.json");
        await DataStep.DestroyAsync(_host, "erase");

        Assert.False(File.Exists(_host["etc/nodebb/config.json"]));
        Assert.Null(new FileInfo(_host["etc/nodebb/link"]).LinkTarget);
    }

    /// <summary>After a destroy that kept the data, what is there is the host's again.</summary>
    [ToolFact("bash", "flock", "timeout")]
    public async Task It_counts_as_one_until_the_first_destroy()
    {
        await _host.ReadyAsync();
        DataStep.Write(_host, DropIn);
        await DataStep.RunAsync(_host, "data 30 a1");
        Assert.True(File.Exists(_host[$"{Notes}/earlier"]));
        DataStep.Write(_host, $"{Notes}/made-nodebb");

        await DataStep.DestroyAsync(_host, "stop");

        Assert.False(File.Exists(_host[$"{Notes}/earlier"]));
    }

    [ToolTheory("bash", "flock", "timeout")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Its_certificate_is_the_forums_and_elsewhere_it_is_the_hosts(bool earlier)
    {
        await _host.ReadyAsync();
        if (earlier)
            DataStep.Write(_host, DropIn);
        DataStep.Write(_host, "etc/letsencrypt/renewal/forum.example.org.conf");
        DataStep.Write(_host, "etc/letsencrypt/live/forum.example.org/privkey.pem");
        DataStep.Write(_host, "etc/letsencrypt/accounts/acme.example.net/directory/0123/private_key.json");
        await DataStep.RunAsync(_host, "data 30 a1");
        var notes = Regex.Match(HostScript.Load("Origin/Packages/packages.sh"), @"(?s)noted=\$ROOT.*?record ""\$noted"" .*?\n").Value;
        await DataStep.StepAsync(_host, $"{DataStep.StandIns}{notes}");
        DataStep.Write(_host, $"{Notes}/names", "forum.example.org\n");

        await DataStep.DestroyAsync(
            _host,
            "erase",
            standIns: $"{DataStep.StandIns}certbot() {{ rm -rf -- \"$ROOT\"/etc/letsencrypt/{{renewal,live}}; }}\n"
        );

        Assert.Equal(earlier, !Directory.Exists(_host["etc/letsencrypt/live"]));
        Assert.Equal(earlier, !Directory.Exists(_host["etc/letsencrypt/accounts"]));
    }

    [ToolTheory("bash", "flock", "timeout")]
    [InlineData("/var/lib/nodebb", true)]
    [InlineData("/var/lib/nodebb/home", true)]
    [InlineData("/home/nodebb", false)]
    public async Task Its_user_goes_with_it_and_another_user_of_that_name_stays(string home, bool goes)
    {
        await _host.ReadyAsync();
        DataStep.Write(_host, DropIn);
        var standIns = $"{DataStep.Everything}getent() {{ echo \"$2:x:999:999::{home}:/usr/sbin/nologin\"; }}\n";
        await DataStep.RunAsync(_host, "data 30 a1", standIns: standIns);
        DataStep.Write(_host, $"{Notes}/units");
        var user = Regex.Match(HostScript.Load("Origin/Forum/account.sh"), @"(?s)user\(\) .*?\n\}\n").Value;
        await DataStep.StepAsync(_host, $"{standIns}{user}user nodebb /var/lib/nodebb/home\n");

        await DataStep.DestroyAsync(_host, "erase", standIns: standIns);

        Assert.Equal(goes, File.ReadAllText(_host["called"]).Contains("userdel nodebb\n", StringComparison.Ordinal));
    }
}
