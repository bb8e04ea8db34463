namespace Pulumi;

/// <summary>Options that the stand-in does not have are refused, so that none is silently without effect.</summary>
internal static class Unsupported
{
    /// <exception cref="RunException">The options have one; the message names it and the resource.</exception>
    public static void ThrowIfIn(string type, string name, ResourceOptions options)
    {
        var option = options.Urn is not null ? nameof(options.Urn)
            : options.ResourceTransforms.Count > 0 ? nameof(options.ResourceTransforms)
            : !options.Hooks.IsEmpty ? nameof(options.Hooks)
            : null;
        if (option is not null)
        {
            throw In(type, name, option);
        }
    }

    /// <summary>The refusal, as one sentence.</summary>
    public static RunException In(string type, string name, string option)
        => new($"{type} '{name}' uses {option}, which the stand-in SDK does not have; the published packages do.");
}
