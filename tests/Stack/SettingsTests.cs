using NodeBBInfra.Components;
using NodeBBInfra.Components.Origin.Data;
using NodeBBInfra.Components.Origin.Forum;
using NodeBBInfra.Components.Origin.Nginx;
using NodeBBInfra.Components.Origin.NodeJs;
using NodeBBInfra.Configuration;

namespace NodeBBInfra.Tests.StackTests;

public class SettingsTests
{
    [Fact]
    public void Five_settings_are_enough_and_the_rest_has_defaults()
    {
        var settings = StackSettings.Read(Settings.With());

        var (edge, origin) = (settings.Edge, settings.Origin);
        Assert.Equal(["example.org", "www.example.org"], edge.Domain.Hosts);
        Assert.Equal([4567, 4568, 4569], origin.Workers.Ports);
        Assert.Equal(Affinity.Session, origin.Workers.Affinity);
        Assert.Equal(new NodeBBSource("https://github.com/NodeBB/NodeBB.git", Versions.NodeBB), origin.NodeBB);
        Assert.Equal(new NodeJsSource("https://nodejs.org/dist", Versions.Node, Versions.NodeSha256), origin.NodeJs);
        Assert.Equal(("192.0.2.10", 22, "root"), (origin.Connection.Host, origin.Connection.Port, origin.Connection.User));
        Assert.Null(origin.Connection.PrivateKey);
        Assert.Null(edge.OriginIpv6);
        Assert.True(edge.OwnsZone);
        Assert.True(edge.CacheAssets);
        Assert.Equal(10, origin.Server.MaxUploadMb);
        Assert.Equal(OnDestroy.Stop, origin.OnDestroy);
    }

    [Fact]
    public void An_empty_value_counts_as_missing() =>
        Assert.Equal(
            "nodebb:email is missing: set it to the administrator's mail address; the certificate authority gets it too.",
            Assert.Single(Settings.ProblemsOf(Settings.With(("nodebb:email", ""))))
        );

    [Fact]
    public void Everything_that_is_missing_is_said_at_once() =>
        Assert.Equal(
            ["nodebb:domain", "nodebb:zoneId", "nodebb:originAddress", "nodebb:email", "nodebb:sshHostKey"],
            Settings.ProblemsOf(StackValues.Parse(null, null)).Select(sentence => sentence.Split(" is missing: ")[0]).Order(KeyOrder)
        );

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_each_in_a_sentence()
    {
        var problems = Settings.ProblemsOf(
            Settings.With(
                ("nodebb:domain", "www.example.org"),
                ("nodebb:originAddress", "origin"),
                ("nodebb:ports", "[80, 4567, 4567]"),
                ("nodebb:affinity", "sticky"),
                ("nodebb:database", "mongo"),
                ("nodebb:nodebbRef", "v4; reboot"),
                ("nodebb:email", null),
                ("nodebb:sshHostKey", "ssh-rsa AAAA"),
                ("nodebb:domian", "x"),
                ("cloudflare:apiToken", "t0ken")
            )
        );

        Golden.Matches("Stack/everything-wrong.txt", string.Join('\n', problems) + "\n");
    }

    [Fact]
    public void A_secret_is_accepted_as_a_secret_and_stays_one()
    {
        var configuration = Settings.With(
            ["nodebb:sshPrivateKey", "cloudflare:apiToken"],
            ("nodebb:sshPrivateKey", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n"),
            ("cloudflare:apiToken", "t0ken")
        );

        Assert.NotNull(StackSettings.Read(configuration).Origin.Connection.PrivateKey);
    }

    [Fact]
    public void A_secret_in_plain_text_is_refused_without_repeating_it()
    {
        var problems = Settings.ProblemsOf(Settings.With(("nodebb:sshPrivateKey", "s3cret-and-no-key"), ("cloudflare:apiToken", "t0ken")));

        Assert.Equal(3, problems.Length);
        Assert.Contains(problems, p => p.StartsWith("nodebb:sshPrivateKey is in plain text: set it with \"pulumi config set --secret"));
        Assert.Contains(problems, p => p.StartsWith("cloudflare:apiToken is in plain text"));
        Assert.DoesNotContain(problems, p => p.Contains("s3cret") || p.Contains("t0ken"));
    }

    public static TheoryData<string> PlainSettings =>
        [.. StackSettings.Declared().Where(setting => !setting.IsSecret).Select(setting => setting.Key)];

    [Theory]
    [MemberData(nameof(PlainSettings))]
    public void What_cannot_be_kept_secret_is_refused_as_a_secret_and_not_repeated(string key)
    {
        var problems = Settings.ProblemsOf(Settings.With([$"nodebb:{key}"], ($"nodebb:{key}", "hidden")));

        Assert.Single(
            problems,
            $"nodebb:{key} cannot be kept secret, because previews, the state and the host have it in plain text: set it without --secret."
        );
        Assert.DoesNotContain(problems, p => p.Contains("hidden", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\u001b[2Jx\n")]
    [InlineData("\u202eexample\u2066.org")]
    [InlineData("\u2028example\u0085.org\ud800")]
    public void A_value_or_a_key_cannot_write_into_the_terminal_that_shows_the_message_or_turn_it(string text)
    {
        var problems = Settings.ProblemsOf(Settings.With(("nodebb:domain", text), ($"nodebb:{text}", "x")));

        Assert.Equal(2, problems.Length);
        Assert.All(
            problems,
            p => Assert.DoesNotContain(p, c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u202e' or '\u2066' or '\u2028')
        );
    }

    [Theory]
    [InlineData("domian", "domain")]
    [InlineData("sshhostkey", "sshHostKey")]
    [InlineData("port", "ports")]
    [InlineData("originAdress", "originAddress")]
    [InlineData("nodeSha", "nodeSha256")]
    public void An_unknown_key_is_answered_with_the_nearest_known_one(string written, string meant) =>
        Assert.Equal(
            $"nodebb:{written} is not a setting of this project: write nodebb:{meant}, the nearest one, or remove it.",
            Assert.Single(Settings.ProblemsOf(Settings.With(($"nodebb:{written}", "x"))))
        );

    [Theory]
    [InlineData("NodeBB:protected", "nodebb:protected")]
    [InlineData("nodeb:onDestroy", "nodebb:onDestroy")]
    [InlineData("node-bb:indexd", "nodebb:indexed")]
    public void A_key_with_a_misspelt_namespace_is_answered_too(string written, string meant) =>
        Assert.Equal(
            $"{written} is not a setting of this project: write {meant}, the nearest one, or remove it.",
            Assert.Single(Settings.ProblemsOf(Settings.With((written, "x"))))
        );

    [Theory]
    [InlineData("cloudflare:api_token")]
    [InlineData("cloudflare:apitoken")]
    [InlineData("cloudflare:apiUserServiceKey")]
    public void A_credential_in_plain_text_is_told_whatever_its_name(string key) =>
        Assert.StartsWith($"{key} is in plain text", Assert.Single(Settings.ProblemsOf(Settings.With((key, "t0ken")))));

    [Fact]
    public void Keys_of_other_namespaces_are_none_of_its_business() =>
        Assert.Empty(Settings.ProblemsOf(Settings.With(("cloudflare:baseUrl", "http://127.0.0.1:1/client/v4"), ("pulumi:tags", "{}"))));

    [Fact]
    public void Another_version_of_Node_needs_its_checksum()
    {
        Assert.Contains(
            "nodebb:nodeSha256 is missing",
            Assert.Single(Settings.ProblemsOf(Settings.With(("nodebb:nodeVersion", "99.0.1"))))
        );
        Assert.Empty(Settings.ProblemsOf(Settings.With(("nodebb:nodeVersion", "99.0.1"), ("nodebb:nodeSha256", new string('a', 64)))));
    }

    [Fact]
    public void The_comment_of_the_host_key_is_left_out() =>
        Assert.Equal(
            Settings.HostKey,
            StackSettings.Read(Settings.With(("nodebb:sshHostKey", Settings.HostKey + " root@origin"))).Origin.Connection.HostKey
        );

    private static readonly Comparer<string> KeyOrder = Comparer<string>.Create((a, b) => Position(a).CompareTo(Position(b)));

    private static int Position(string key) => Array.IndexOf([.. Settings.Valid.Keys.Take(3), "nodebb:email", "nodebb:sshHostKey"], key);
}
