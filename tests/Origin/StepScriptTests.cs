using System.Text.RegularExpressions;
using NodeBBInfra.Components.Origin;

namespace NodeBBInfra.Tests.Origin;

/// <summary>What root's scripts pass to programs, and where they write.</summary>
public sealed partial class StepScriptTests : IDisposable
{
    private readonly HostFolder _host = new();

    public void Dispose() => _host.Dispose();

    private static string[] Lines(string script) =>
        [
            .. HostScript
                .Load(script)
                .Replace("\\\n", " ", StringComparison.Ordinal)
                .Split('\n')
                .Select(line => line.Trim())
                .Where(line => !line.StartsWith('#')),
        ];

    public static TheoryData<string> Scripts =>
        [.. HostScript.Find("Origin/", ".sh").Where(script => !script.StartsWith("Origin/Forum/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Root_reads_no_users_configuration_and_keeps_nothing_where_others_write(string script)
    {
        foreach (var line in Lines(script))
        {
            Assert.All(Curl().Matches(line), call => Assert.Equal("-q", call.Groups[1].Value));
            Assert.DoesNotMatch(@"/run/lock|/var/tmp|/tmp\b|/dev/shm", line);
            Assert.DoesNotMatch(@"(pgrep|pkill|killall) (?!-(u root|P) )", line);
            // Folders are created by `folder`, which checks who else could write there.
            if (
                !script.StartsWith("Origin/HostCommand/", StringComparison.Ordinal)
                && !line.StartsWith("as_user ", StringComparison.Ordinal)
            )
            {
                Assert.DoesNotMatch(@"\b(install -d|mkdir|chown|chmod)\b", line);
            }
        }
    }

    /// <summary>Names and addresses that could be taken for an option, for several arguments, or for none.</summary>
    public static TheoryData<string, string> Values =>
        new()
        {
            { "EMAIL", "-x@example.net" },
            { "EMAIL", "--dry-run@example.net" },
            { "EMAIL", "a b@example.net" },
            { "EMAIL", "a\nb@example.net" },
            { "EMAIL", $"{new string('e', 1000)}@example.net" },
            { "EMAIL", "é@exämple.net" },
            { "DOMAIN", "-d.example.net" },
            { "DOMAIN", $"{new string('d', 60)}.example.net" },
            { "ACME_SERVER", "--config=/x" },
        };

    [ToolTheory("bash", "flock", "timeout")]
    [MemberData(nameof(Values))]
    public async Task Certbot_takes_no_value_for_an_option(string name, string value)
    {
        var values = new Dictionary<string, string>
        {
            ["EMAIL"] = "a@example.net",
            ["DOMAIN"] = "example.net",
            ["ACME_SERVER"] = "https://acme.example.net/dir",
            [name] = value,
        };
        values["HOSTS"] = $"{values["DOMAIN"]} www.{values["DOMAIN"]}";
        await _host.ReadyAsync();

        // A stand-in for certbot prints each argument as one line of base64.
        var call = Regex.Match(HostScript.Load("Origin/Certificate/certificate.sh"), @"certbot certonly(.|\\\n)*?[^\\]\n").Value;
        var script =
            $"webroot=/webroot force=()\nread -ra domains <<<\"$HOSTS\"\ncertbot() {{ for a in \"$@\"; do printf '%s' \"$a\" | base64 -w 0 >&3; echo >&3; done; }}\n{call}";
        var result = await _host.RunAsync(new Bundle([.. values.Select(v => KeyValuePair.Create(v.Key, v.Value))], [], script));

        var arguments = result
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(a => System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(a)))
            .ToArray();
        Assert.Contains($"--email={values["EMAIL"]}", arguments);
        Assert.Contains($"--server={values["ACME_SERVER"]}", arguments);
        Assert.Equal(
            [$"--domain={values["DOMAIN"]}", $"--domain=www.{values["DOMAIN"]}"],
            arguments.Where(a => a.StartsWith("--domain", StringComparison.Ordinal))
        );
        Assert.All(arguments.Skip(1), a => Assert.StartsWith("--", a, StringComparison.Ordinal));
    }

    [ToolTheory("bash", "flock", "timeout")]
    [InlineData("echo NOAUTH Authentication required.", "does not say whether the forum is set up: NOAUTH Authentication required.")]
    [InlineData("return 1", "does not say whether the forum is set up: no answer")]
    [InlineData("echo 0", null)]
    [InlineData("echo 2", null)]
    public async Task A_forum_counts_as_set_up_or_not_only_by_a_number_from_Redis(string redis, string? refusal)
    {
        await _host.ReadyAsync();
        var question = Regex.Match(HostScript.Load("Origin/Forum/forum.sh"), @"(?s)administrators\(\) .*?\nfi\n").Value;

        var result = await _host.RunAsync(
            HostFolder.Script($"redis_admin() {{ {redis}; }}\ndone_once=$ROOT/none\n{question}echo $admins >&3\n")
        );

        if (refusal is null)
            Assert.Equal(redis[^1..], result.Output.Trim());
        else
            Assert.Contains(refusal, result.Error, StringComparison.Ordinal);
        Assert.Equal(refusal is null, result.ExitCode == 0);
    }

    /// <summary>systemd gives a process its limit of open files only when it starts it, so a reload is not enough.</summary>
    [ToolTheory("bash", "flock", "timeout", "prlimit")]
    [InlineData("one", "one", 65536, "reload")]
    [InlineData("one", "two", 65536, "reload")]
    [InlineData("one", "two", 1024, "restart")]
    public async Task Nginx_is_restarted_only_when_its_limit_of_open_files_has_changed(
        string before,
        string now,
        int limit,
        string expected
    )
    {
        await _host.ReadyAsync();
        DataStep.Write(_host, "etc/systemd/system/nginx.service.d/nodebb-infra.conf", before);
        DataStep.Write(_host, "etc/nginx/nginx.conf", "old");
        var script = HostScript.Load("Origin/Nginx/nginx.sh")[
            HostScript.Load("Origin/Nginx/nginx.sh").IndexOf("cp -a \"$live\" before", StringComparison.Ordinal)..
        ];

        var ran = await DataStep.StepAsync(
            _host,
            $$"""
            systemctl() {
              echo "$1" >>"$ROOT/called"
              case $* in
                "show -p MainPID --value nginx") echo 1 ;;
                "show -p LimitNOFILE --value nginx") echo 65536 ;;
              esac
            }
            prlimit() { echo {{limit}}; }
            pgrep() { :; }
            wait_until() { :; }
            live=/etc/nginx places=(nginx.conf)
            printf '%s' '{{now}}' >files/nginx.service
            """
                + "\n"
                + script.Replace("/run/", "$ROOT/run/", StringComparison.Ordinal),
            "nginx.conf",
            "nginx.service"
        );

        Assert.True(ran.ExitCode == 0, ran.All);
        var called = File.ReadAllLines(_host["called"]);
        Assert.Equal([expected], called.Where(call => call is "reload" or "restart"));
    }

    [ToolTheory("bash", "flock", "timeout", "openssl")]
    [InlineData(1, "CN = {0}")]
    [InlineData(52, "CN = {0}")]
    [InlineData(53, "CN = NodeBBInfra")]
    [InlineData(63, "CN = NodeBBInfra")]
    public async Task A_domain_of_any_length_gets_its_request(int label, string subject)
    {
        var domain = $"{new string('d', label)}.example.org";
        await _host.ReadyAsync();
        var script = HostScript
            .Load("Origin/Certificate/csr.sh")
            .Replace("folder=/etc", "folder=$ROOT/etc", StringComparison.Ordinal)
            .Replace("root:root", "\"$(id -un):$(id -gn)\"", StringComparison.Ordinal);
        var bundle = new Bundle([new("DOMAIN", domain), new("HOSTS", $"{domain} www.{domain}")], [], script);

        var result = await _host.RunAsync(bundle);

        Assert.True(result.ExitCode == 0, result.All);
        var read = await RunningProcess.RunAsync(
            "openssl",
            ["req", "-noout", "-verify", "-subject", "-nameopt", "oneline", "-text"],
            TimeSpan.FromSeconds(20),
            input: result.Output
        );
        Assert.Contains(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, subject, domain),
            read.Output,
            StringComparison.Ordinal
        );
        Assert.Contains($"DNS:{domain}, DNS:www.{domain}", read.Output, StringComparison.Ordinal);
        Assert.Equal(result.Output, (await _host.RunAsync(bundle)).Output);
    }

    [GeneratedRegex(@"(?:^|[;&|({]\s*)curl (\S+)")]
    private static partial Regex Curl();
}
