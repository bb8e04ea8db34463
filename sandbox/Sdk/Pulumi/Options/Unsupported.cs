namespace Pulumi;

/// <summary>Refuses what the stand-in does not implement, so that nothing is silently ignored.</summary>
internal static class Unsupported
{
    /// <summary>The error, in one sentence.</summary>
    public static RunException In(string type, string name, string option) =>
        new($"{type} '{name}' uses {option}, which the stand-in SDK does not have; the published packages do.");
}
