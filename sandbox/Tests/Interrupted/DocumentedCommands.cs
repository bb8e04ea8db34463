using System.Text.RegularExpressions;

namespace NodeBBInfra.Tests.Interrupted;

/// <summary>The command lines in the documents, which the tests run as written.</summary>
internal static partial class DocumentedCommands
{
    private static readonly string[] Files = ["README.md", "docs/operate.md", "docs/interrupted.md"];

    /// <summary>All pulumi and project commands in the deployment documents: lines of code blocks, and inline code.</summary>
    public static IReadOnlyList<string> All =>
        [
            .. Files
                .Select(file => File.ReadAllLines(Repository.PathOf(file)))
                .SelectMany(lines => Lines(lines).Concat(lines.SelectMany(Quoted)))
                .Distinct(),
        ];

    /// <summary>The lines of a section, up to the next heading.</summary>
    /// <param name="file">The document.</param>
    /// <param name="heading">The section's heading without markup.</param>
    public static IReadOnlyList<string> Of(string file, string heading)
    {
        var lines = File.ReadAllLines(Repository.PathOf(file));
        var start = Array.FindIndex(lines, line => line.StartsWith('#') && line.TrimStart('#').Trim() == heading);
        Assert.True(start >= 0, $"{file} has no section \"{heading}\"");
        return [.. Lines(lines.Skip(start + 1).TakeWhile(line => !line.StartsWith('#')))];
    }

    // A block is indented by four; a comment follows several spaces and a #.
    private static IEnumerable<string> Lines(IEnumerable<string> lines) =>
        lines
            .Where(line =>
                line.StartsWith("    pulumi ", StringComparison.Ordinal) || line.StartsWith("    dotnet ", StringComparison.Ordinal)
            )
            .Select(line => line.Split("  #")[0].Trim());

    private static IEnumerable<string> Quoted(string line) => InBackquotes().Matches(line).Select(match => match.Groups[1].Value);

    [GeneratedRegex("`((?:pulumi|dotnet) [^`]+)`")]
    private static partial Regex InBackquotes();
}
