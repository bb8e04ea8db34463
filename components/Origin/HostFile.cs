using System.Text.RegularExpressions;

namespace NodeBBInfra.Components.Origin;

/// <summary>Configuration files stored beside their components in their own format: nginx's, Redis's, systemd's, certbot's.</summary>
/// <remarks>
/// They differ from the host's files in two ways. <c>__NAME__</c> is a placeholder for a name or a number; it is a valid word in all these
/// languages, and no variable or specifier in any. A comment that begins with <c>##</c> is for whoever edits the file, and is removed.
/// </remarks>
public static partial class HostFile
{
    /// <summary>Renders the file for the host: header added, placeholders filled, <c>##</c> comments removed.</summary>
    /// <param name="path">Its path below <c>components/</c>.</param>
    /// <param name="values">The value of each placeholder.</param>
    /// <exception cref="ArgumentException">A placeholder has no value, or a value has no placeholder or is neither a name nor a
    /// number.</exception>
    public static string Render(string path, params (string Name, string Value)[] values) => Render([path], values);

    /// <summary>Renders several files into one, with an empty line between them.</summary>
    /// <inheritdoc cref="Render(string, ValueTuple{string, string}[])"/>
    public static string Render(IReadOnlyList<string> paths, params (string Name, string Value)[] values) =>
        GeneratedFile.WithHeader(Fill(string.Join("\n\n", paths.Select(path => WithoutRemarks(HostScript.Load(path)))), values));

    /// <summary>Removes <c>##</c> comments, and empty lines at both ends.</summary>
    public static string WithoutRemarks(string text) =>
        string.Join('\n', text.Split('\n').Where(line => !line.TrimStart().StartsWith("##", StringComparison.Ordinal))).Trim('\n');

    /// <summary>Fills the placeholders.</summary>
    /// <inheritdoc cref="Render(string, ValueTuple{string, string}[])"/>
    public static string Fill(string text, params (string Name, string Value)[] values)
    {
        var known = values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);
        if (known.FirstOrDefault(v => !NameOrNumber().IsMatch(v.Value)) is { Key: { } odd } wrong)
        {
            throw new ArgumentException(
                $"\"{wrong.Value}\" is neither a name nor a number, so it cannot stand for __{odd}__.",
                nameof(values)
            );
        }

        var used = new HashSet<string>(StringComparer.Ordinal);
        var filled = Placeholder()
            .Replace(
                text,
                placeholder =>
                {
                    var name = placeholder.Groups[1].Value;
                    used.Add(name);
                    return known.TryGetValue(name, out var value)
                        ? value
                        : throw new ArgumentException($"__{name}__ has no value.", nameof(values));
                }
            );
        if (known.Keys.FirstOrDefault(name => !used.Contains(name)) is { } unused)
            throw new ArgumentException($"The text has no __{unused}__.", nameof(values));
        return filled;
    }

    [GeneratedRegex("__([A-Z]+(?:_[A-Z]+)*)__")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9.-]*\z")]
    private static partial Regex NameOrNumber();
}
