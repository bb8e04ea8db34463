using System.Text.RegularExpressions;

namespace NodeBBInfra.Configuration.Checks;

/// <summary>Validates user names. Each method returns what to write instead, or null for a valid value.</summary>
internal static partial class UserNames
{
    /// <summary>A user name that Linux accepts.</summary>
    public static string? Linux(string value) =>
        LinuxUser().IsMatch(value) ? null : "write the user to log in as: root, or a user with passwordless sudo";

    /// <summary>A user name that NodeBB accepts: the ASCII ones of its characters, and its default length.</summary>
    public static string? NodeBB(string value) =>
        NodeBBUser().IsMatch(value) && value.Any(char.IsAsciiLetterOrDigit) && value.Trim() == value
            ? null
            : "write 2 to 16 letters, digits, spaces or any of ' \" - + . * [ ] _";

    [GeneratedRegex(@"\A[a-z_][a-z0-9_-]{0,31}\z")]
    private static partial Regex LinuxUser();

    [GeneratedRegex("""\A[A-Za-z0-9'" +.*\[\]_-]{2,16}\z""")]
    private static partial Regex NodeBBUser();
}
