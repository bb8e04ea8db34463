using Pulumi;
using Pulumi.Utilities;

namespace NodeBBInfra.Tests.StackTests;

public class ProgramTests
{
    /// <summary>Each step and the steps that it waits for: the complete order, without unnecessary dependencies.</summary>
    private static readonly Dictionary<string, string[]> Order = new()
    {
        ["ready"] = [],
        ["data"] = ["admin-password", "nodebb-secret", "ready", "redis-password", "stack"],
        ["packages"] = ["data"],
        ["secrets"] = ["data"],
        ["redis"] = ["packages", "secrets"],
        ["node"] = ["packages"],
        ["csr"] = ["packages"],
        ["origin-certificate"] = ["csr"],
        ["release"] = ["node", "secrets"],
        ["forum"] = ["redis", "release"],
        ["nginx"] = ["origin-certificate"],
        ["certificate"] = Edge,
        ["verify"] =
        [
            "certificate",
            "csr",
            "data",
            "forum",
            "nginx",
            "node",
            "origin-certificate",
            "packages",
            "ready",
            "redis",
            "release",
            "secrets",
        ],
    };

    private static string[] Edge =>
        [
            "always_use_https",
            "apex",
            "automatic_https_rewrites",
            "bots",
            "browser_check",
            "cache",
            "email_obfuscation",
            "min_tls_version",
            "opportunistic_encryption",
            "pseudo_ipv4",
            "rocket_loader",
            "security_level",
            "ssl",
            "tls_1_3",
            "url-normalization",
            "waf",
            "websockets",
            "www",
        ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Steps_wait_for_what_they_need_and_for_nothing_else(bool preview)
    {
        var run = await ForumRun.Of(Settings.With(), preview);

        var order = new Dictionary<string, string[]>();
        foreach (var command in run.Commands)
            order.Add(command.Resource.GetResourceName(), await ForumRun.After(command));
        Assert.Equal(Sorted(Order), Sorted(order));
    }

    [Fact]
    public async Task The_origin_certificate_travels_from_the_host_to_Cloudflare_and_back()
    {
        var run = await ForumRun.Of(Settings.With());

        var certificate = run.Registered.Single(r => r.Type!.EndsWith(":OriginCaCertificate", StringComparison.Ordinal));
        Assert.Equal("output of csr", certificate.Inputs["csr"]);
        Assert.Equal(["example.org", "www.example.org"], ((IEnumerable<object>)certificate.Inputs["hostnames"]).Cast<string>());
        Assert.Equal(("origin-ecc", 5475d), (certificate.Inputs["requestType"], certificate.Inputs["requestedValidity"]));
        Assert.Contains("@file origin.pem\n| origin certificate\n", (await run.Stdin())["origin-certificate"]);
    }

    [Fact]
    public async Task Cloudflares_ranges_reach_nginx_sorted() =>
        Assert.Contains(
            "| set_real_ip_from 103.21.244.0/22;\n| set_real_ip_from 173.245.48.0/20;\n| set_real_ip_from 2400:cb00::/32;\n",
            (await (await ForumRun.Of(Settings.With())).Stdin())["nginx"]
        );

    [Fact]
    public async Task A_script_knows_everything_that_it_is_sent()
    {
        foreach (var (step, stdin) in await (await ForumRun.Of(Settings.With())).Stdin())
        {
            var sent = stdin
                .Split('\n')
                .Where(line => line.StartsWith("@param ", StringComparison.Ordinal) || line.StartsWith("@file ", StringComparison.Ordinal));
            var script = step == "ready" ? stdin : stdin[stdin.IndexOf("@script\n", StringComparison.Ordinal)..];
            Assert.All(
                sent.Select(line => line.Split(' ')[1]),
                name =>
                    Assert.True(
                        script.Contains(name, StringComparison.Ordinal)
                            || script.Contains($"files/*{Path.GetExtension(name)}", StringComparison.Ordinal),
                        $"{step}: the script does not mention {name}"
                    )
            );
        }
    }

    [Fact]
    public async Task Names_tell_resources_apart()
    {
        var run = await ForumRun.Of(Settings.With(("nodebb:originAddress6", "2001:db8::10")));

        var names = run.Constructed.Select(c => (c.Resource.GetResourceType(), c.Resource.GetResourceName())).ToArray();
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public async Task Every_resource_belongs_to_the_edge_or_the_origin()
    {
        var run = await ForumRun.Of(Settings.With());

        var roots = run
            .Constructed.Where(c => c.Options.Parent is null or Stack && c.Resource is not Stack)
            .Select(c => c.Resource.GetResourceType());
        Assert.Equal(["nodebb:edge:Edge", "nodebb:origin:Origin"], roots.Order(StringComparer.Ordinal));
        Assert.All(
            run.Constructed.Where(c => c.Resource is ComponentResource and not Stack),
            c => Assert.Matches("^nodebb:(edge|origin):[A-Z][A-Za-z]+$", c.Resource.GetResourceType())
        );
    }

    [Fact]
    public async Task The_outputs_say_where_the_forum_is_and_what_was_seen()
    {
        var stack = (await ForumRun.Of(Settings.With())).Stack;

        Assert.Equal("https://example.org", await OutputUtilities.GetValueAsync(stack.Url));
        Assert.Equal("192.0.2.10", await OutputUtilities.GetValueAsync(stack.Origin));
        Assert.Equal([4567, 4568, 4569], (await OutputUtilities.GetValueAsync(stack.Nodes)).AsEnumerable());
        Assert.Equal("output of verify", await OutputUtilities.GetValueAsync(stack.Verification));
        Assert.Equal($"{ForumRun.Sentinel}-admin-password", await OutputUtilities.GetValueAsync(stack.AdminPassword));
        Assert.True(await Output.IsSecretAsync(stack.AdminPassword));
    }

    [Fact]
    public async Task A_first_preview_gets_by_without_any_result()
    {
        var preview = await ForumRun.Of(Settings.With(), preview: true);
        var up = await ForumRun.Of(Settings.With());

        Assert.Equal(
            up.Constructed.Select(c => c.Resource.GetResourceName()).Order(StringComparer.Ordinal),
            preview.Constructed.Select(c => c.Resource.GetResourceName()).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_wrong_configuration_registers_nothing()
    {
        var thrown = await Assert.ThrowsAnyAsync<Exception>(() =>
            ForumRun.Of(Settings.With(("nodebb:domain", "www.example.org"), ("nodebb:email", null)))
        );

        Assert.Contains("nodebb:domain is \"www.example.org\"", thrown.Message);
        Assert.Contains("nodebb:email is missing", thrown.Message);
    }

    [Theory]
    [InlineData("nodebb:affinity", "visitor-ip", "nginx")]
    [InlineData("nodebb:nodebbRef", "v4.11.1", "forum release")]
    [InlineData("nodebb:acmeServer", "https://acme.example.org/directory", "certificate")]
    [InlineData("nodebb:ports", "[4567]", "forum nginx")]
    [InlineData("nodebb:email", "other@example.org", "certificate forum")]
    [InlineData("nodebb:nodeMirror", "https://mirror.example.org/node", "node")]
    [InlineData("nodebb:maxUploadMb", "20", "nginx")]
    [InlineData("nodebb:indexed", "false", "nginx")]
    [InlineData("nodebb:banner", "Staging", "nginx")]
    [InlineData("nodebb:outgoingMail", "false", "forum")]
    [InlineData("nodebb:cacheAssets", "false", "")]
    [InlineData("nodebb:originAddress", "192.0.2.11", "")]
    public async Task A_changed_setting_changes_its_steps_and_the_verification(string key, string value, string steps)
    {
        var before = await (await ForumRun.Of(Settings.With())).Stdin();
        var after = await (await ForumRun.Of(Settings.With((key, value)))).Stdin();

        Assert.Equal(
            steps.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append("verify").Order(StringComparer.Ordinal),
            before.Keys.Where(step => before[step] != after[step]).Order(StringComparer.Ordinal)
        );
    }

    private static IEnumerable<string> Sorted(Dictionary<string, string[]> order) =>
        order.Select(o => $"{o.Key} <- {string.Join(", ", o.Value.Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal);
}
