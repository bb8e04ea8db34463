using System.Text.Json;

namespace NodeBBInfra.Configuration;

/// <summary>Reads settings and collects what is wrong with them, so that all of it can be said at once.</summary>
/// <param name="configuration">The stack's configuration.</param>
/// <param name="project">The namespace of the settings: the project's name.</param>
internal sealed class SettingsReader(StackConfiguration configuration, string project)
{
    private readonly List<string> _problems = [];
    private readonly HashSet<string> _known = [];

    /// <summary>The keys that were asked for, without the namespace: whatever else stands there is a mistake.</summary>
    public IReadOnlyCollection<string> Known => _known;

    /// <summary>One sentence for each thing that is wrong, in the order in which the settings were read.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>The setting's value as text; nothing when it is not set, or set to nothing.</summary>
    public string? Raw(string key)
    {
        _known.Add(key);
        return configuration.Values.TryGetValue($"{project}:{key}", out var value) && value.Length > 0 ? value : null;
    }

    /// <summary>A setting without a default.</summary>
    /// <param name="key">Its key without the namespace.</param>
    /// <param name="advice">What to write, when it is missing.</param>
    /// <param name="check">What to write instead of a wrong value; nothing for a right one.</param>
    /// <returns>The value, right or wrong, or an empty text; it means nothing as soon as there are problems.</returns>
    public string Required(string key, string advice, Func<string, string?> check)
    {
        if (Raw(key) is not { } value)
        {
            Problem($"{project}:{key} is missing: {advice}");
            return "";
        }

        return Checked(key, value, check);
    }

    /// <summary>A setting that may be left out.</summary>
    /// <param name="key">Its key without the namespace.</param>
    /// <param name="check">What to write instead of a wrong value; nothing for a right one.</param>
    /// <param name="shown">A wrong value as it may be repeated.</param>
    public string? Optional(string key, Func<string, string?> check, Func<string, string>? shown = null) =>
        Raw(key) is { } value ? Checked(key, value, check, shown) : null;

    /// <summary>A secret that may be left out. No sentence about it repeats it, even where it stands in plain text.</summary>
    public string? Secret(string key, Func<string, string?> check)
    {
        if (Raw(key) is not { } value)
        {
            // Whoever has set one, and be it to nothing, believes that there is one.
            if (configuration.Values.ContainsKey($"{project}:{key}"))
            {
                Problem(KnownKeys.EmptySecret($"{project}:{key}"));
            }

            return null;
        }

        if (!IsSecret(key))
        {
            Problem(KnownKeys.PlainSecret($"{project}:{key}"));
        }

        if (check(value) is { } advice)
        {
            Problem($"{project}:{key} cannot be used: {advice}");
        }

        return value;
    }

    /// <summary>A setting with a default.</summary>
    public string Optional(string key, string standard, Func<string, string?> check) => Optional(key, check) ?? standard;

    /// <summary>A setting that is true or false.</summary>
    public bool Flag(string key, bool standard) => Optional(key, v => v is "true" or "false" ? null : "write true or false") switch
    {
        "true" => true,
        "false" => false,
        _ => standard,
    };

    /// <summary>A whole number within limits, both included.</summary>
    public int Number(string key, int standard, int min, int max)
    {
        var advice = $"write a whole number from {min} to {max}";
        var value = Optional(key, v => int.TryParse(v, out var n) && n >= min && n <= max ? null : advice);
        return int.TryParse(value, out var number) ? number : standard;
    }

    /// <summary>A list of whole numbers.</summary>
    /// <param name="key">Its key without the namespace.</param>
    /// <param name="standard">The list when none is set.</param>
    /// <param name="check">Every way in which the list is wrong, each as what to write instead.</param>
    public IReadOnlyList<int> Numbers(string key, IReadOnlyList<int> standard, Func<IReadOnlyList<int>, IEnumerable<string>> check)
    {
        if (Raw(key) is not { } value)
        {
            return standard;
        }

        if (RefusesSecret(key))
        {
            return standard;
        }

        try
        {
            var numbers = JsonSerializer.Deserialize<int[]>(value) ?? [];
            foreach (var advice in check(numbers))
            {
                Wrong(key, value, advice);
            }

            return numbers;
        }
        // The second one for half a character, which no text can hold.
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            Wrong(key, value, $"write a list of whole numbers, such as [{string.Join(", ", standard)}]");
            return standard;
        }
    }

    /// <summary>Notes that a value is wrong.</summary>
    /// <param name="key">Its key without the namespace.</param>
    /// <param name="value">The value, for the sentence to quote.</param>
    /// <param name="advice">What to write instead.</param>
    public void Wrong(string key, string value, string advice) => Problem($"{project}:{key} is {Quotes.Around(value)}: {advice}");

    /// <summary>Notes anything else, as a sentence without its full stop.</summary>
    public void Problem(string sentence) => _problems.Add(sentence + ".");

    private bool IsSecret(string key) => configuration.SecretKeys.Contains($"{project}:{key}");

    // What is not a secret is written into files, previews and the state that everybody may read: whoever has encrypted it believes otherwise.
    private bool RefusesSecret(string key)
    {
        if (IsSecret(key))
        {
            Problem($"{project}:{key} cannot be kept secret, because previews, the state and the host have it in plain text: set it without --secret");
        }

        return IsSecret(key);
    }

    private string Checked(string key, string value, Func<string, string?> check, Func<string, string>? shown = null)
    {
        if (!RefusesSecret(key) && check(value) is { } advice)
        {
            Wrong(key, shown is null ? value : shown(value), advice);
        }

        return value;
    }
}
