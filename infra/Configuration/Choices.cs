using System.Text.RegularExpressions;
using NodeBBInfra.Components.Settings;

namespace NodeBBInfra.Configuration;

/// <summary>Checks of settings that are one of a few, or have a form of their own. Each answers what to write instead.</summary>
internal static partial class Choices
{
    private const int RedisPort = 6379;

    /// <summary>The affinities by the names that the configuration has for them.</summary>
    public static IReadOnlyDictionary<string, Affinity> Affinities { get; } = new Dictionary<string, Affinity>
    {
        ["session"] = Affinity.Session,
        ["visitor-ip"] = Affinity.VisitorIp,
        ["x-forwarded-for"] = Affinity.XForwardedFor,
    };

    /// <summary>One of the affinities.</summary>
    public static string? IsAffinity(string value) =>
        Affinities.ContainsKey(value) ? null : $"write one of {string.Join(", ", Affinities.Keys)}";

    /// <summary>The one database that there is.</summary>
    public static string? IsDatabase(string value) => value == "redis" ? null : "write redis, the only database that this version sets up";

    /// <summary>A zone's id.</summary>
    public static string? ZoneId(string value) =>
        HexId().IsMatch(value) ? null : "write the 32 digits 0-9 and a-f that the overview page of the Cloudflare dashboard shows";

    /// <summary>A user that Linux accepts.</summary>
    public static string? SshUser(string value) =>
        LinuxUser().IsMatch(value) ? null : "write the user to log in as: root, or one for whom sudo asks no password";

    /// <summary>A name that NodeBB accepts for its administrator: its own characters, of ASCII, and its default length.</summary>
    public static string? Username(string value) =>
        NodeBBUser().IsMatch(value) && value.Any(char.IsAsciiLetterOrDigit) && value.Trim() == value
            ? null
            : "write 2 to 16 letters, digits, spaces or any of ' \" - + . * [ ] _";

    /// <summary>The workers' ports. Everything that is wrong with them is said, not only the first.</summary>
    public static IEnumerable<string> Ports(IReadOnlyList<int> ports)
    {
        if (ports.Count == 0)
        {
            yield return "write at least one port, because each is a worker";
        }

        foreach (var port in ports.Where(p => p is < 1024 or > 65535).Distinct())
        {
            yield return $"write a port from 1024 to 65535 instead of {port}";
        }

        foreach (var port in ports.GroupBy(p => p).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            yield return $"write {port} once, because no two workers can listen on it";
        }

        if (ports.Contains(RedisPort))
        {
            yield return $"write another port instead of {RedisPort}, because Redis listens on it";
        }
    }

    [GeneratedRegex(@"\A[0-9a-f]{32}\z")]
    private static partial Regex HexId();

    [GeneratedRegex(@"\A[a-z_][a-z0-9_-]{0,31}\z")]
    private static partial Regex LinuxUser();

    [GeneratedRegex("""\A[A-Za-z0-9'" +.*\[\]_-]{2,16}\z""")]
    private static partial Regex NodeBBUser();
}
