namespace NodeBBInfra.Configuration;

/// <summary>
/// The only declaration of a setting. The program reads the setting by it, and <c>make docs</c> writes it into README.md and
/// Pulumi.example.yaml.
/// </summary>
/// <param name="Key">Its key, without the project's namespace.</param>
/// <param name="Description">Its purpose, in full sentences. Default and limits are added where it is displayed.</param>
internal sealed record Setting(string Key, string Description)
{
    /// <summary>What to write when the setting is missing; null if it is optional.</summary>
    public string? Missing { get; init; }

    /// <summary>The default as written in a stack's file; empty if there is none.</summary>
    public string Default { get; init; } = "";

    /// <summary>A valid value that is not the default, for Pulumi.example.yaml.</summary>
    public required string Example { get; init; }

    /// <summary>Returns what to write instead of an invalid value, or null for a valid one.</summary>
    public Func<string, string?> Check { get; init; } = _ => null;

    /// <summary>An invalid value as a message shows it.</summary>
    public Func<string, string> Shown { get; init; } = value => value;

    /// <summary>The value's type: string, boolean, integer or array.</summary>
    public string Type { get; init; } = "string";

    /// <summary>The minimum and maximum of a whole number.</summary>
    public (int Min, int Max)? Limits { get; init; }

    /// <summary>Whether the stack's file must store it encrypted.</summary>
    public bool IsSecret { get; init; }
}
