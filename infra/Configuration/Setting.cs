namespace NodeBBInfra.Configuration;

/// <summary>
/// All that is said about a setting, in one place: the program reads it by this, and <c>make docs</c> writes it into Pulumi.yaml, README.md and
/// Pulumi.example.yaml.
/// </summary>
/// <param name="Key">Its key without the project's namespace.</param>
/// <param name="Description">What it is for, in whole sentences. Its default and its limits are added where they are shown.</param>
internal sealed record Setting(string Key, string Description)
{
    /// <summary>What to write when it is missing; null for a setting that may be left out.</summary>
    public string? Missing { get; init; }

    /// <summary>The default as it would be written in a stack's file; empty when there is none.</summary>
    public string Default { get; init; } = "";

    /// <summary>A right value that is not the default, for Pulumi.example.yaml.</summary>
    public required string Example { get; init; }

    /// <summary>What to write instead of a wrong value; null for a right one.</summary>
    public Func<string, string?> Check { get; init; } = _ => null;

    /// <summary>A wrong value as a message may repeat it.</summary>
    public Func<string, string> Shown { get; init; } = value => value;

    /// <summary>The type in Pulumi.yaml.</summary>
    public string Type { get; init; } = "string";

    /// <summary>The smallest and the largest value of a whole number.</summary>
    public (int Min, int Max)? Limits { get; init; }

    /// <summary>Whether the stack's file must hold it encrypted.</summary>
    public bool IsSecret { get; init; }
}
