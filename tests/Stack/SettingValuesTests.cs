namespace NodeBBInfra.Tests.StackTests;

/// <summary>Each setting's good and bad values; what to write instead is part of the sentence.</summary>
public class SettingValuesTests
{
    [Theory]
    [InlineData("domain", "www.example.org", "write the name without www., \"example.org\"")]
    [InlineData("domain", "WWW.example.org", "write the name without www.")]
    [InlineData("domain", "https://example.org", "write the host name alone")]
    [InlineData("domain", "example.org/forum", "write the host name alone")]
    [InlineData("domain", "example.org:8443", "write the host name alone")]
    [InlineData("domain", "example.org.", "without the final dot")]
    [InlineData("domain", "Example.org", "in lower case, \"example.org\"")]
    [InlineData("domain", "bücher.example", "xn--")]
    [InlineData("domain", "example", "write the host name alone")]
    [InlineData("domain", "-a.example.org", "write the host name alone")]
    [InlineData("domain", "a..example.org", "write the host name alone")]
    [InlineData("domain", "a_b.example.org", "write the host name alone")]
    [InlineData("domain", "192.0.2.1", "write the host name alone")]
    [InlineData("domain", "$(id).example.org", "write the host name alone")]
    [InlineData("domain", "example.org\n", "write the host name alone")]
    [InlineData("zoneId", "023e", "write the 32 digits")]
    [InlineData("zoneId", "023E105F4ECEF8AD9CA31A8372D0C353", "write the 32 digits")]
    [InlineData("zoneOwner", "yes", "write true or false")]
    [InlineData("originAddress", "origin.example.org", "write the origin's IPv4 address")]
    [InlineData("originAddress", "192.0.2.256", "write the origin's IPv4 address")]
    [InlineData("originAddress", "3221225985", "write the origin's IPv4 address")]
    [InlineData("originAddress", "192.0.2.010", "write the origin's IPv4 address")]
    [InlineData("originAddress", "2001:db8::10", "as nodebb:originAddress6")]
    [InlineData("originAddress6", "192.0.2.10", "write the origin's IPv6 address")]
    [InlineData("originAddress6", "::ffff:192.0.2.10", "write the origin's IPv6 address")]
    [InlineData("originAddress6", "fe80::1%eth0", "write the origin's IPv6 address")]
    [InlineData("sshHost", "root@origin", "without user and port")]
    [InlineData("sshHost", "-oProxyCommand=id", "without user and port")]
    [InlineData("sshPort", "0", "write a whole number from 1 to 65535")]
    [InlineData("sshPort", "ssh", "write a whole number from 1 to 65535")]
    [InlineData("sshUser", "root; id", "write the user to log in as")]
    [InlineData("sshHostKey", "ssh-rsa AAAAB3NzaC1yc2E=", "OpenSSH no longer accepts ssh-rsa")]
    [InlineData("sshHostKey", "ssh-ed25519 AAAA", "the key is damaged")]
    [InlineData("sshHostKey", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "the key is damaged")]
    [InlineData("sshHostKey", "origin " + Settings.HostKey, "leave the host name before the key out")]
    [InlineData("sshHostKey", "SHA256:abc", "ssh-keyscan -t ed25519")]
    [InlineData("email", "admin", "write one mail address")]
    [InlineData("email", "admin@localhost", "write one mail address")]
    [InlineData("email", "Admin <admin@example.org>", "write one mail address")]
    [InlineData("email", "a@example.org, b@example.org", "write one mail address")]
    [InlineData("email", "a b@example.org", "write one mail address")]
    [InlineData("adminUsername", "a", "write 2 to 16 letters")]
    [InlineData("adminUsername", "much-too-long-name", "write 2 to 16 letters")]
    [InlineData("adminUsername", "a$b", "write 2 to 16 letters")]
    [InlineData("adminUsername", "--", "write 2 to 16 letters")]
    [InlineData("ports", "[]", "write at least one port")]
    [InlineData("ports", "null", "write at least one port")]
    [InlineData("ports", "[1023]", "from 1024 to 65535 instead of 1023")]
    [InlineData("ports", "[65536]", "from 1024 to 65535 instead of 65536")]
    [InlineData("ports", "[4567, 4567]", "write 4567 once")]
    [InlineData("ports", "[6379]", "because Redis listens on it")]
    [InlineData("ports", "4567", "write a list of whole numbers")]
    [InlineData("ports", "[\"4567\"]", "write a list of whole numbers")]
    [InlineData("affinity", "ip_hash", "write one of session, visitor-ip, x-forwarded-for")]
    [InlineData("database", "postgres", "write redis")]
    [InlineData("nodebbRepository", "/srv/nodebb", "write a repository that the origin can reach")]
    [InlineData("nodebbRepository", "file:///srv/nodebb", "write a repository that the origin can reach")]
    [InlineData("nodebbRepository", "ext::sh -c id", "write a repository that the origin can reach")]
    [InlineData("nodebbRepository", "-u@host:path", "write a repository that the origin can reach")]
    [InlineData("nodebbRepository", "https://github.com/a b", "write a repository that the origin can reach")]
    [InlineData("nodebbRepository", "https://me:token@github.com/me/fork.git", "leave user and password out")]
    [InlineData("nodebbRef", "v4.11.2; reboot", "write a tag, branch or commit")]
    [InlineData("nodebbRef", "$(reboot)", "write a tag, branch or commit")]
    [InlineData("nodebbRef", "--upload-pack=id", "write a tag, branch or commit")]
    [InlineData("nodebbRef", "../../etc", "write a tag, branch or commit")]
    [InlineData("nodebbRef", "a..b", "write a tag, branch or commit")]
    [InlineData("nodeMirror", "nodejs.org/dist", "write the mirror's address")]
    [InlineData("nodeMirror", "https://nodejs.org/dist?x=1", "write the mirror's address")]
    [InlineData("nodeVersion", "v22.12.0", "write a version of three numbers")]
    [InlineData("nodeVersion", "22", "write a version of three numbers")]
    [InlineData("nodeSha256", "abc", "write the 64 digits")]
    [InlineData("acmeServer", "http://acme.example.org/directory", "write the https address")]
    [InlineData("acmeServer", "letsencrypt", "write the https address")]
    [InlineData("cacheAssets", "1", "write true or false")]
    [InlineData("deleteData", "", null)]
    [InlineData("deleteData", "True", "write true or false")]
    public void A_bad_value_is_answered_with_what_to_write(string key, string value, string? advice)
    {
        var problems = Settings.ProblemsOf(Settings.With(($"nodebb:{key}", value)))
            .Where(p => !p.StartsWith("nodebb:nodeSha256 is missing", StringComparison.Ordinal));

        if (advice is null)
        {
            Assert.Empty(problems);
            return;
        }

        var sentence = Assert.Single(problems);
        Assert.StartsWith($"nodebb:{key} is \"", sentence);
        Assert.Contains(advice, sentence);
        Assert.EndsWith(".", sentence);
    }

    [Theory]
    [InlineData("domain", "a.b.c.example.org")]
    [InlineData("domain", "xn--bcher-kva.example")]
    [InlineData("domain", "example.xn--p1ai")]
    [InlineData("zoneOwner", "false")]
    [InlineData("originAddress6", "2001:db8::10")]
    [InlineData("sshHost", "origin.internal")]
    [InlineData("sshHost", "2001:db8::10")]
    [InlineData("sshPort", "2222")]
    [InlineData("sshUser", "debian")]
    [InlineData("email", "o'brien+forum&co@example.org")]
    [InlineData("email", "`id`{a}|$HOME@example.org")]
    [InlineData("adminUsername", "O'Brien [ops] *")]
    [InlineData("ports", "[4567]")]
    [InlineData("affinity", "visitor-ip")]
    [InlineData("affinity", "x-forwarded-for")]
    [InlineData("database", "redis")]
    [InlineData("nodebbRepository", "git://198.18.101.1/nodebb.git")]
    [InlineData("nodebbRepository", "ssh://git@github.com/me/fork.git")]
    [InlineData("nodebbRepository", "git@github.com:me/fork.git")]
    [InlineData("nodebbRef", "feature/a-b_c.d")]
    [InlineData("nodebbRef", "0123456789abcdef0123456789abcdef01234567")]
    [InlineData("nodeMirror", "http://198.18.101.1:8080/dist/")]
    [InlineData("acmeServer", "https://198.18.101.1:14000/dir")]
    public void A_good_value_is_accepted(string key, string value) =>
        Assert.Empty(Settings.ProblemsOf(Settings.With(($"nodebb:{key}", value))));
}
