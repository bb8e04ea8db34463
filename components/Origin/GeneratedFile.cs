namespace NodeBBInfra.Components.Origin;

/// <summary>What every file that the stack puts on a host begins with.</summary>
internal static class GeneratedFile
{
    /// <summary>Who made the file, and what happens to changes. Without comment signs, on one line.</summary>
    public const string Notice = "Made by NodeBBInfra. The next deployment undoes changes made here.";

    /// <summary>The notice as a comment of most configuration languages, with a newline.</summary>
    public const string Header = $"# {Notice}\n";

    /// <summary>A file of such a language: the header, an empty line, the text. A script's first line, which says what runs it, stays the first.</summary>
    /// <param name="text">The file's own text; it ends with a newline afterwards, whether it did before or not.</param>
    public static string WithHeader(string text)
    {
        var first = text.StartsWith("#!", StringComparison.Ordinal) ? text.IndexOf('\n', StringComparison.Ordinal) + 1 : 0;
        return $"{text[..first]}{Header}{(first == 0 ? "\n" : "")}{text[first..].TrimEnd('\n')}\n";
    }
}
