using System.Globalization;
using System.Text.Json;

namespace NodeBBInfra.Configuration;

/// <summary>Reads settings, records their declarations, and collects all problems, so that they can be reported together.</summary>
/// <remarks>The values are not meaningful if there is any problem.</remarks>
/// <param name="stack">The stack's configuration.</param>
/// <param name="project">The namespace of the settings: the project's name.</param>
internal sealed class SettingsReader(StackValues stack, string project)
{
    private readonly List<Setting> _declared = [];
    private readonly List<string> _problems = [];

    /// <summary>The settings read so far, in order. Any other key of the stack is a mistake.</summary>
    public IReadOnlyList<Setting> Declared => _declared;

    /// <summary>The stack's name.</summary>
    public string Stack => stack.Name;

    /// <summary>One sentence for each problem, in the order in which the settings were read.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>A string, or its default. A missing required setting is a problem, and the result is empty.</summary>
    public string Text(Setting setting)
    {
        if (Value(setting) is { } value)
        {
            return value;
        }

        if (setting.Missing is not null)
        {
            Problem($"{project}:{setting.Key} is missing: {setting.Missing}");
        }

        return setting.Default;
    }

    /// <summary>An optional string; null if it is not set.</summary>
    public string? Optional(Setting setting) => Value(setting);

    /// <summary>A boolean.</summary>
    public bool Flag(Setting setting) =>
        Text(setting with { Type = "boolean", Check = v => v is "true" or "false" ? null : "write true or false" }) == "true";

    /// <summary>A whole number within inclusive limits.</summary>
    public int Number(Setting setting, int min, int max)
    {
        var advice = $"write a whole number from {min} to {max}";
        var text = Text(
            setting with
            {
                Type = "integer",
                Limits = (min, max),
                Check = v => int.TryParse(v, out var n) && n >= min && n <= max ? null : advice,
            }
        );
        return int.TryParse(text, out var number) ? number : Parse(setting.Default);
    }

    /// <summary>A member of an enumeration, written in lower case with dashes: <c>visitor-ip</c>.</summary>
    public T Choice<T>(Setting setting)
        where T : struct, Enum
    {
        var choices = Enum.GetValues<T>().ToDictionary(member => JsonNamingPolicy.KebabCaseLower.ConvertName(member.ToString()));
        var text = Text(setting with { Check = v => choices.ContainsKey(v) ? null : $"write one of {string.Join(", ", choices.Keys)}" });
        return choices.GetValueOrDefault(text);
    }

    /// <summary>A list of whole numbers.</summary>
    /// <inheritdoc cref="List{T}"/>
    public IReadOnlyList<int> Numbers(Setting setting, Func<IReadOnlyList<int>, IEnumerable<string>> check) =>
        List(setting, "whole numbers", check);

    /// <summary>A list of strings.</summary>
    /// <inheritdoc cref="List{T}"/>
    public IReadOnlyList<string> Texts(Setting setting, Func<IReadOnlyList<string>, IEnumerable<string>> check) =>
        List(setting, "strings", check);

    /// <param name="setting">The setting.</param>
    /// <param name="items">What the list has, in words.</param>
    /// <param name="check">Returns the list's problems, each as what to write instead.</param>
    private T[] List<T>(Setting setting, string items, Func<IReadOnlyList<T>, IEnumerable<string>> check)
        where T : notnull
    {
        var text = Text(setting with { Type = "array" });
        try
        {
            // JSON has null where T has none.
            var list =
                JsonSerializer
                    .Deserialize<JsonElement[]>(text)
                    ?.Select(item => item.Deserialize<T>() ?? throw new JsonException())
                    .ToArray()
                ?? [];
            foreach (var advice in IsSecret(setting) ? [] : check(list))
            {
                Wrong(setting, text, advice);
            }

            return list;
        }
        // ArgumentException: a lone surrogate, which no string can contain.
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            if (!IsSecret(setting))
            {
                Wrong(setting, text, $"write a list of {items}, such as {(setting.Default == "[]" ? setting.Example : setting.Default)}");
            }

            return [];
        }
    }

    /// <summary>An optional secret. No message repeats it, even if it is set in plain text.</summary>
    public string? Secret(Setting setting)
    {
        _declared.Add(setting with { IsSecret = true });
        if (Raw(setting.Key) is not { } value)
        {
            // A key set to an empty value is an error: its owner believes that there is a secret.
            if (stack.Values.ContainsKey($"{project}:{setting.Key}"))
            {
                Problem(UnknownKeys.EmptySecret($"{project}:{setting.Key}"));
            }

            return null;
        }

        if (!IsSecret(setting))
        {
            Problem(UnknownKeys.PlainSecret($"{project}:{setting.Key}"));
        }

        if (setting.Check(value) is { } advice)
        {
            Problem($"{project}:{setting.Key} cannot be used: {advice}");
        }

        return value;
    }

    /// <summary>Records any other problem, as a sentence without its full stop.</summary>
    public void Problem(string sentence) => _problems.Add(sentence + ".");

    private static int Parse(string number) => int.Parse(number, CultureInfo.InvariantCulture);

    // An empty value counts as missing.
    private string? Raw(string key) => stack.Values.TryGetValue($"{project}:{key}", out var value) && value.Length > 0 ? value : null;

    private bool IsSecret(Setting setting) => stack.SecretKeys.Contains($"{project}:{setting.Key}");

    private string? Value(Setting setting)
    {
        _declared.Add(setting);
        if (Raw(setting.Key) is not { } value)
        {
            return null;
        }

        if (IsSecret(setting))
        {
            // It is written in plain text to files, previews and the state. Whoever encrypted it expects otherwise.
            Problem(
                $"{project}:{setting.Key} cannot be kept secret, because previews, the state and the host have it in plain text: set it without --secret"
            );
        }
        else if (setting.Check(value) is { } advice)
        {
            Wrong(setting, value, advice);
        }

        return value;
    }

    private void Wrong(Setting setting, string value, string advice) =>
        Problem($"{project}:{setting.Key} is {Quotes.Around(setting.Shown(value))}: {advice}");
}
