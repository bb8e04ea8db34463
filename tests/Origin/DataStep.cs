using NodeBBInfra.Components.Origin;

namespace NodeBBInfra.Tests.Origin;

/// <summary>The step data, and what it does at a destroy, with stand-ins for the programs that know only the real host.</summary>
internal static class DataStep
{
    /// <summary>The owner of what the scripts give root; without root the current user stands in.</summary>
    public const string Me = "\"$(id -un):$(id -gn)\"";

    /// <summary>A host without services, users and packages.</summary>
    public const string StandIns = """
        systemctl() { if [[ $1 == is-* ]]; then return 1; fi; }
        getent() { return 1; }
        dpkg-query() { return 1; }

        """;

    /// <summary>A host that has every unit and every user; what is done to them is logged to the file <c>called</c>.</summary>
    public const string Everything = """
        systemctl() {
          echo "$*" >>"$ROOT/called"
          case $1 in
            is-active) return "${ACTIVE-1}" ;;
            list-unit-files) echo "${*: -1} enabled" ;;
            list-units) if [[ $* != *--state=* && $* == *nodebb@* ]]; then echo "nodebb@4567.service loaded active running"; fi ;;
          esac
        }
        getent() { echo "$2:x:999:999::/home/$2:/usr/sbin/nologin"; }
        as_user() { shift 2; "$@"; }
        userdel() { echo "userdel $*" >>"$ROOT/called"; }
        groupdel() { echo "groupdel $*" >>"$ROOT/called"; }
        unshare() { echo "unshare $*" >>"$ROOT/called"; }
        dpkg-query() { return 1; }
        nginx() { :; }

        """;

    /// <summary>Runs it with the runner's arguments, such as "data 30 a1 new".</summary>
    public static Task<Finished> RunAsync(
        HostFolder host,
        string arguments,
        string domain = "forum.example.org",
        string administrator = "admin",
        string stack = "a",
        string standIns = StandIns,
        string stackName = "prod"
    ) => host.RunAsync(arguments.Split(' '), Render(standIns, domain, administrator, stack, stackName));

    public static string Render(
        string standIns = StandIns,
        string domain = "forum.example.org",
        string administrator = "admin",
        string stack = "a",
        string stackName = "prod"
    ) =>
        new Bundle(
            [new("DOMAIN", domain), new("ADMIN_USERNAME", administrator), new("STACK", stack), new("STACK_NAME", stackName)],
            [new("destroy.sh", HostScript.Load("Origin/Data/destroy.sh")), new("erase.sh", HostScript.Load("Origin/Data/erase.sh"))],
            standIns + HostScript.Load("Origin/Data/data.sh")
        ).Render();

    /// <summary>A destroy that must succeed.</summary>
    public static async Task<Finished> DestroyAsync(HostFolder host, string how, string attempt = "a1", string standIns = StandIns)
    {
        var destroyed = await RunAsync(host, $"destroy-{how} 30 {attempt}", standIns: standIns);
        Assert.True(destroyed.ExitCode == 0, destroyed.All);
        return destroyed;
    }

    /// <summary>Writes the secrets, as the step of that name does.</summary>
    public static Task<Finished> SecretsAsync(HostFolder host, string value) =>
        host.RunAsync(
            new Bundle(
                [],
                [new("nodebb-secret", $"{value}\n"), new("admin-password", $"{value}\n")],
                HostScript.Load("Origin/Secrets/secrets.sh").Replace("root:root", Me, StringComparison.Ordinal)
            ),
            "secrets"
        );

    /// <summary>A deployment up to the forum's user, for which a destroy has data to keep.</summary>
    public static async Task DeployAsync(HostFolder host)
    {
        await BeginAsync(host);
        Write(host, "var/lib/nodebb-infra/made-nodebb");
    }

    /// <summary>A deployment that failed after the first steps.</summary>
    public static async Task BeginAsync(HostFolder host)
    {
        await host.ReadyAsync();
        Assert.Equal("unchanged\n", (await RunAsync(host, "data 30 a1")).Output);
        var secrets = await SecretsAsync(host, "first");
        Assert.True(secrets.ExitCode == 0, secrets.All);
        Assert.DoesNotContain("the host's", secrets.Output);
    }

    public static void Write(HostFolder host, string path, string text = "")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(host[path])!);
        File.WriteAllText(host[path], text);
    }

    /// <summary>
    /// A step that runs a script with the host's folder in place of the absolute paths that it names. One that fails exits with 3.
    /// </summary>
    public static async Task<Finished> StepAsync(HostFolder host, string script, params string[] files)
    {
        foreach (var folder in new[] { "/etc/", "/opt/", "/usr/local/bin", "/var/lib/" })
        {
            script = System.Text.RegularExpressions.Regex.Replace(script, $"(?<![A-Za-z}}])(?<!\\$ROOT){folder}", $"$$ROOT{folder}");
        }

        var ran = await host.RunAsync(
            new Bundle(
                [],
                [.. files.Select(name => KeyValuePair.Create(name, $"{name}, deployed\n"))],
                script.Replace("root:root", Me, StringComparison.Ordinal).Replace("root:redis", Me, StringComparison.Ordinal)
            )
        );
        Assert.True(ran.ExitCode is 0 or 3, ran.All);
        return ran;
    }

    public static IEnumerable<string> Entries(HostFolder host, string folder) =>
        Directory
            .EnumerateFileSystemEntries(host[folder], "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(host["."], path));
}
