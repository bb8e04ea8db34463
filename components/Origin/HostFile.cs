using System.Text.RegularExpressions;

namespace NodeBBInfra.Components.Origin;

/// <summary>Files that stand beside their components as what they are on the host: nginx's, Redis's, systemd's, certbot's.</summary>
/// <remarks>
/// Two things set them apart from what reaches the host. <c>__NAME__</c> is a placeholder for a name or a number: valid as a word in all
/// of these languages, and no variable or specifier of any. A comment that begins with <c>##</c> is for whoever edits the file, and stays here.
/// </remarks>
internal static partial class HostFile
{
    /// <summary>The file as the host gets it: with the header, with the values, without the <c>##</c> comments.</summary>
    /// <param name="path">Its path below <c>components/</c>.</param>
    /// <param name="values">The value of each placeholder.</param>
    /// <exception cref="ArgumentException">A placeholder has no value, or a value has no placeholder or is neither a name nor a number.</exception>
    public static string Render(string path, params (string Name, string Value)[] values) => Render([path], values);

    /// <summary>One file for the host from several here, with an empty line between them.</summary>
    /// <inheritdoc cref="Render(string, ValueTuple{string, string}[])"/>
    public static string Render(IReadOnlyList<string> paths, params (string Name, string Value)[] values) =>
        GeneratedFile.WithHeader(Fill(string.Join("\n\n", paths.Select(path => WithoutRemarks(HostScript.Load(path)))), values));

    /// <summary>The text without its <c>##</c> comments, and without empty lines at both ends.</summary>
    public static string WithoutRemarks(string text) =>
        string.Join('\n', text.Split('\n').Where(line => !line.TrimStart().StartsWith("##", StringComparison.Ordinal))).Trim('\n');

    /// <summary>The text with values in the place of its placeholders.</summary>
    /// <inheritdoc cref="Render(string, ValueTuple{string, string}[])"/>
    public static string Fill(string text, params (string Name, string Value)[] values)
    {
        var known = values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);
        if (known.FirstOrDefault(v => !NameOrNumber().IsMatch(v.Value)) is { Key: { } odd } wrong)
            throw new ArgumentException($"\"{wrong.Value}\" is neither a name nor a number, so it cannot stand for __{odd}__.", nameof(values));

        var used = new HashSet<string>(StringComparer.Ordinal);
        var filled = Placeholder().Replace(text, placeholder =>
        {
            var name = placeholder.Groups[1].Value;
            used.Add(name);
            return known.TryGetValue(name, out var value) ? value : throw new ArgumentException($"__{name}__ has no value.", nameof(values));
        });
        if (known.Keys.FirstOrDefault(name => !used.Contains(name)) is { } unused)
            throw new ArgumentException($"The text has no __{unused}__.", nameof(values));
        return filled;
    }

    [GeneratedRegex("__([A-Z]+(?:_[A-Z]+)*)__")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9.-]*\z")]
    private static partial Regex NameOrNumber();
}
