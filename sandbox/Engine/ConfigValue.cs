namespace NodeBBInfra.Sandbox.Engine;

/// <summary>A configuration value of the program.</summary>
/// <param name="Value">The value; lists and objects as JSON.</param>
/// <param name="Secret">Whether it is masked in output and encrypted in the state.</param>
public sealed record ConfigValue(string Value, bool Secret)
{
    /// <summary>The value, with a secret redacted.</summary>
    public override string ToString() => Secret ? "[secret]" : Value;
}
