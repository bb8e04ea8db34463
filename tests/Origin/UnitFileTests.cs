using NodeBBInfra.Components.Origin;

namespace NodeBBInfra.Tests.Origin;

/// <summary>systemd accepts the units and drop-ins beside the components.</summary>
public sealed class UnitFileTests
{
    // A program that only a host has is not a fault of the unit.
    private const string NotInstalled = "is not executable: No such file or directory";

    /// <summary>Their paths below <c>components/</c>.</summary>
    public static TheoryData<string> Units =>
        [
            .. HostScript.Find("Origin/", ".service"),
            .. HostScript.Find("Origin/", ".conf").Where(path => path.Contains(".service.d/", StringComparison.Ordinal)),
        ];

    [ToolTheory("systemd-analyze")]
    [MemberData(nameof(Units))]
    public async Task Systemd_has_nothing_to_say(string path) => Assert.Empty(await VerifyAsync(path, HostScript.Load(path)));

    [ToolTheory("systemd-analyze")]
    [MemberData(nameof(Units))]
    public async Task Systemd_says_so_when_a_property_is_misspelled(string path)
    {
        var text = HostScript.Load(path).Replace("[Service]\n", "[Service]\nLimitNOFILES=1\n", StringComparison.Ordinal);

        Assert.Contains("LimitNOFILES", Assert.Single(await VerifyAsync(path, text)), StringComparison.Ordinal);
    }

    // A drop-in is verified with a dummy unit in place of Debian's.
    private static async Task<string[]> VerifyAsync(string path, string text)
    {
        using var folder = new TempDirectory();
        var (above, name) = (Path.GetFileName(Path.GetDirectoryName(path)!), Path.GetFileName(path));
        var unit = above.EndsWith(".d", StringComparison.Ordinal) ? above[..^2] : name;
        folder.Write(unit, "[Service]\nExecStart=/bin/true\n");
        folder.Write(unit == name ? name : $"{above}/{name}", text);

        var verified = await RunningProcess.RunAsync("systemd-analyze", ["verify", "--man=no", folder[unit]], TimeSpan.FromMinutes(1));

        return
        [
            .. verified
                .All.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => !line.EndsWith(NotInstalled, StringComparison.Ordinal)),
        ];
    }
}
