namespace NodeBBInfra.Tests.Support;

/// <summary>
/// A test that needs installed programs, and is skipped with the names of those that are missing. "root" means root privileges.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(params string[] tools) => Skip = Tools.MissingReason(tools);
}

/// <summary>The same for a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolTheoryAttribute : TheoryAttribute
{
    public ToolTheoryAttribute(params string[] tools) => Skip = Tools.MissingReason(tools);
}

/// <summary>Finds programs in PATH and in the sbin folders, which Debian leaves out of an ordinary user's PATH.</summary>
public static class Tools
{
    private const string Root = "root";

    public static string? Find(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Append("/usr/sbin")
            .Append("/sbin")
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, tool))
            .FirstOrDefault(File.Exists);

    internal static string? MissingReason(string[] tools)
    {
        var missing = tools.Where(tool => tool == Root ? !Environment.IsPrivilegedProcess : Find(tool) is null).ToArray();
        return missing.Length == 0 ? null : $"needs {string.Join(", ", missing)}";
    }
}
