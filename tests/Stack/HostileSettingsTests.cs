using System.Text.RegularExpressions;
using CsCheck;
using NodeBBInfra.Components.Origin;
using NodeBBInfra.Configuration;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Tests.StackTests;

/// <summary>Any value of a setting is either refused, with a message that names the key, or reaches the host as data.</summary>
public partial class HostileSettingsTests
{
    private static readonly string[] Secrets = [.. StackSettings.Declared().Where(s => s.IsSecret).Select(s => s.Key)];

    private static readonly Gen<string> Key = Gen.OneOf([.. StackSettings.Declared().Select(s => s.Key)]);

    // Valid values of some settings, to be mutated.
    private static readonly Gen<string> Base = Gen.OneOf(
        "example.org",
        "192.0.2.10",
        "2001:db8::10",
        "admin@example.org",
        "https://example.org/x",
        "git@example.org:x",
        "v4.11.2",
        "admin",
        "[4567]",
        "true",
        "22.12.0",
        "redis",
        "session",
        Settings.HostKey,
        new string('a', 32),
        new string('a', 40),
        new string('a', 64),
        "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----",
        ""
    );

    private static readonly Gen<string> Poison = Gen.OneOf(
        Gen.OneOf(
            "-",
            "--",
            "-x",
            "--config=/etc/shadow",
            "\n",
            "\r\n",
            "\n@script\nid\n@end\n",
            "\n| x",
            "\0",
            "\u001b[2J",
            "\u202e",
            "\u2066",
            "\u200b",
            "\ufeff",
            "\u2028",
            "\ud800",
            "$(id)",
            "`id`",
            "'; id; '",
            "\" ",
            "%n",
            "@secret:admin-password@",
            "\\",
            "ü",
            "例え",
            "\U0001F600",
            "../..",
            "?",
            "#",
            " ",
            "\t",
            new string('x', 1000),
            new string('\n', 1000)
        ),
        Gen.String[Gen.Char, 0, 20]
    );

    private static readonly Gen<(string Key, string Value)> Setting = Gen.Select(Key, Base, Poison, Gen.Int[0, 3])
        .Select(
            (key, value, poison, place) =>
                (
                    key,
                    place switch
                    {
                        0 => poison + value,
                        1 => value + poison,
                        2 => poison,
                        _ => value.Insert(value.Length / 2, poison),
                    }
                )
        );

    [Fact]
    public async Task A_setting_is_refused_by_name_or_reaches_hosts_as_data_only()
    {
        var accepted = 0;
        await Setting.SampleAsync(
            async setting =>
            {
                var key = $"nodebb:{setting.Key}";
                var configuration = With(key, setting.Value);
                var problems = Settings.ProblemsOf(configuration);
                if (problems.Length > 0)
                {
                    // The value may make another setting required, so only one of the messages must contain the key.
                    Assert.Contains(problems, p => p.Contains(key, StringComparison.Ordinal));
                    Assert.All(
                        problems,
                        p =>
                            Assert.DoesNotContain(
                                p,
                                c => char.IsControl(c) || c is '\u202e' or '\u2066' or '\u2028' or '\u200b' or '\ufeff'
                            )
                    );
                    return;
                }

                ForumRun run;
                try
                {
                    run = await ForumRun.RunAsync(configuration);
                }
                catch (Exception refused) when (refused.Message.Contains($"{key} ", StringComparison.Ordinal))
                {
                    return; // Its zone cannot have it.
                }

                Interlocked.Increment(ref accepted);
                foreach (var command in run.Commands)
                {
                    var args = (CommandArgs)command.Args;
                    Assert.Matches(CommandLine(), await ForumRun.Value(args.Create));
                    var name = command.Resource.GetResourceName();
                    var stdin = await ForumRun.Value(args.Stdin);
                    // Everything except data is ours: the same headings as for valid settings, and the script.
                    var (headings, script) = Structure(stdin);
                    if (name != "ready")
                        Assert.Equal(ScriptOf(name), script);
                    Assert.All(headings, h => Assert.Matches(Heading(), h));
                }
            },
            iter: 1500,
            threads: 1
        );

        Assert.True(accepted > 20, $"only {accepted} were accepted, so the test says little about them");
    }

    /// <summary>A setting passed to a program cannot be taken for an option.</summary>
    [Fact]
    public async Task A_script_gives_a_setting_to_a_program_behind_two_dashes_or_an_equals_sign()
    {
        foreach (var (step, stdin) in await (await ForumRun.Of(Settings.With())).Stdin())
        {
            foreach (var parameter in ParameterNames().Matches(stdin).Select(m => m.Groups[1].Value).Except(NotSettings))
            {
                var lines = Structure(stdin)
                    .Script.Split('\n')
                    .Where(line => !line.TrimStart().StartsWith('#') && Regex.IsMatch(line, $@"\$\{{?{parameter}\b"));
                Assert.All(lines, line => Assert.True(IsSafe(line, parameter), $"{step}: {line.Trim()}"));
            }
        }
    }

    // Made by the program: numbers, digests and its own names.
    private static readonly string[] NotSettings = ["PORTS", "SECRETS_VERSION", "PACKAGES", "CONTENT", "CHANGES", "LEAVING"];

    private static bool IsSafe(string line, string parameter)
    {
        var uses = Regex.Matches(line, $@"\$\{{?{parameter}\b");
        return uses.All(use =>
        {
            var before = line[..use.Index];
            return before.EndsWith('=')
                || before.EndsWith("=\"", StringComparison.Ordinal) // NAME=value, --name=value
                || before.EndsWith("<<<\"", StringComparison.Ordinal) // as input
                || Regex.IsMatch(before, @"[=/][^\s""]*""?[^\s""]*$") // in a path or a URL that begins with our own text
                || before.Contains("-- ", StringComparison.Ordinal)
                || before.Contains("[[", StringComparison.Ordinal)
                || Regex.IsMatch(before, @"\b(fail|changed|record|echo|printf|fetch)\b") // a message, or our own function
                || Regex.IsMatch(before, @"(DNS:|/CN=)[^\s]*$");
        });
    }

    private static StackValues With(string key, string value)
    {
        var changes = new List<(string, string?)> { (key, value) };
        // Set the related settings, so that the tested one can be accepted.
        if (key is "nodebb:repositoryKey" or "nodebb:repositoryHostKey")
            changes.AddRange([("nodebb:nodebbRepository", "git@example.org:x")]);
        if (key == "nodebb:repositoryKey")
            changes.Add(("nodebb:repositoryHostKey", Settings.HostKey));
        if (key == "nodebb:nodeVersion")
            changes.Add(("nodebb:nodeSha256", new string('a', 64)));
        if (key == "nodebb:repositoryHostKey")
            changes.Add(("nodebb:repositoryKey", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----"));
        return Settings.With([.. Secrets.Select(s => $"nodebb:{s}")], [.. changes]);
    }

    private static (string[] Headings, string Script) Structure(string stdin)
    {
        var at = stdin.IndexOf("\n@script\n", StringComparison.Ordinal);
        at = at < 0 && stdin.StartsWith("@script\n", StringComparison.Ordinal) ? 0 : at;
        return ([.. stdin.Split('\n').Where(line => line.StartsWith('@'))], at < 0 ? "" : stdin[at..].TrimStart('\n'));
    }

    private static string ScriptOf(string step)
    {
        var path = HostScript.Find("Origin/", $"/{step}.sh").Single();
        var text = new Bundle([], [], HostScript.Load(path)).Render();
        return text;
    }

    [GeneratedRegex(@"\A(sudo -n )?(/usr/local/lib/nodebb-infra/run [a-z-]+ [0-9]+( attempt-data new)?|bash -euo pipefail -s)\z")]
    private static partial Regex CommandLine();

    [GeneratedRegex(@"\A@(param [A-Z_0-9]+|file [A-Za-z0-9._@-]+|script|end)\z")]
    private static partial Regex Heading();

    [GeneratedRegex(@"(?m)^@param ([A-Z0-9_]+)$")]
    private static partial Regex ParameterNames();
}
