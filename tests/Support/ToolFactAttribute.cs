namespace NodeBBInfra.Tests.Support;

/// <summary>A test that runs programs of the machine, and is skipped, naming them, where they are not installed; "root" is the right to be root.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(params string[] tools) => Skip = Tools.MissingReason(tools);
}

/// <summary>The same for a test with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolTheoryAttribute : TheoryAttribute
{
    public ToolTheoryAttribute(params string[] tools) => Skip = Tools.MissingReason(tools);
}

/// <summary>Looks for programs the way a shell does; Debian keeps some of them where only root looks.</summary>
public static class Tools
{
    private const string Root = "root";

    public static string? Find(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/sbin")
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, tool))
            .FirstOrDefault(File.Exists);

    internal static string? MissingReason(string[] tools)
    {
        var missing = tools.Where(tool => tool == Root ? !Environment.IsPrivilegedProcess : Find(tool) is null).ToArray();
        return missing.Length == 0 ? null : $"needs {string.Join(", ", missing)}";
    }
}
