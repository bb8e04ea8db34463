namespace NodeBBInfra.Sandbox.Engine;

/// <summary>A configuration value as the program gets it.</summary>
/// <param name="Value">The text; lists and objects as JSON.</param>
/// <param name="Secret">Whether it is kept out of every output and encrypted in the state.</param>
public sealed record ConfigValue(string Value, bool Secret)
{
    /// <summary>The value, unless it is a secret.</summary>
    public override string ToString() => Secret ? "[secret]" : Value;
}
