namespace NodeBBInfra.Components.Origin;

/// <summary>The header of every file that the stack installs on a host.</summary>
internal static class GeneratedFile
{
    /// <summary>The notice on one line, without comment signs: what made the file, and that changes are overwritten.</summary>
    public const string Notice = "Made by NodeBBInfra. The next deployment undoes changes made here.";

    /// <summary>The notice as a <c>#</c> comment line.</summary>
    public const string Header = $"# {Notice}\n";

    /// <summary>Adds the header and an empty line to a text. A shebang stays the first line.</summary>
    /// <param name="text">The file's text; a missing final newline is added.</param>
    public static string WithHeader(string text)
    {
        var first = text.StartsWith("#!", StringComparison.Ordinal) ? text.IndexOf('\n', StringComparison.Ordinal) + 1 : 0;
        return $"{text[..first]}{Header}{(first == 0 ? "\n" : "")}{text[first..].TrimEnd('\n')}\n";
    }
}
