using System.Globalization;
using System.Text.RegularExpressions;
using NodeBBInfra.Components.Origin;
using NodeBBInfra.Components.Origin.Forum;
using NodeBBInfra.Components.Origin.Redis;
using NodeBBInfra.Components.Origin.Secrets;

namespace NodeBBInfra.Tests.Origin;

/// <summary>
/// The configuration files beside the components: their format, and whether they agree with each other and with the code.
/// </summary>
public sealed partial class ConfigurationFileTests
{
    /// <summary>Their paths below <c>components/</c>.</summary>
    public static TheoryData<string> All => [.. HostScript.Find("Origin/", ".conf"), .. HostScript.Find("Origin/", ".service")];

    [Theory]
    [MemberData(nameof(All))]
    public void A_file_begins_with_what_it_is_and_does_not_say_that_it_was_generated(string path)
    {
        var text = HostScript.Load(path);

        Assert.StartsWith("## ", text, StringComparison.Ordinal);
        Assert.DoesNotContain(GeneratedFile.Notice, text, StringComparison.Ordinal);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public void Systemd_is_given_as_many_open_files_as_nginx_asks_for_and_a_connection_needs()
    {
        var (nginx, unit) = (HostScript.Load("Origin/Nginx/nginx.conf"), HostScript.Load("Origin/Nginx/nginx.service.d/nodebb-infra.conf"));

        var files = Number(nginx, @"worker_rlimit_nofile (\d+);");
        Assert.Equal(4 * Number(nginx, @"worker_connections (\d+);"), files);
        Assert.Equal(files, Number(unit, @"LimitNOFILE=(\d+)"));
    }

    [Fact]
    public void The_forum_looks_for_Redis_where_it_listens() =>
        Assert.Equal(ForumConfig.RedisPort, Number(HostScript.Load(RedisComponent.Conf), @"(?m)^port (\d+)$"));

    [Fact]
    public void Redis_needs_the_forums_password_and_one_that_the_host_generates()
    {
        var generated = Regex.Match(HostScript.Load("Origin/Redis/redis.sh"), @"install_file (\S+) ""\$SECRETS/\1"" 0600 root:root").Groups[
            1
        ];

        Assert.Equal(
            [HostSecret.Marker(HostSecret.RedisPassword), HostSecret.Marker(generated.Value)],
            SecretMarker().Matches(HostScript.Load(RedisComponent.Conf)).Select(marker => marker.Value)
        );
    }

    [Fact]
    public void What_makes_a_release_is_confined_as_the_workers_are_and_may_write_nowhere_by_that()
    {
        var unit = HostFile.Render(Confinement.WorkerUnit).Split('\n');
        var properties = Confinement.Render().TrimEnd('\n').Split('\n');

        Assert.Contains("ProtectSystem=strict", properties);
        Assert.Contains("NoNewPrivileges=true", properties);
        Assert.Contains("CapabilityBoundingSet=", properties);
        Assert.Equal(properties, unit[Array.IndexOf(unit, properties[0])..][..properties.Length]);
        Assert.All(properties, property => Assert.Matches(@"\A[A-Z][A-Za-z]+=", property));
        Assert.DoesNotContain(properties, property => Regex.IsMatch(property, "^(User|Group|ReadWritePaths|Environment|Exec.*)="));
    }

    private static int Number(string text, string pattern) =>
        int.Parse(Regex.Match(text, pattern).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("@secret:[^@]*@")]
    private static partial Regex SecretMarker();
}
