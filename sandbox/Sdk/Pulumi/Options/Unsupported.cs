namespace Pulumi;

/// <summary>Refuses options that the stand-in does not implement, so that none is silently ignored.</summary>
internal static class Unsupported
{
    /// <exception cref="RunException">An option is not supported; the message names it and the resource.</exception>
    public static void ThrowIfIn(string type, string name, ResourceOptions options)
    {
        var option =
            options.Urn is not null ? nameof(options.Urn)
            : options.ResourceTransforms.Count > 0 ? nameof(options.ResourceTransforms)
            : !options.Hooks.IsEmpty ? nameof(options.Hooks)
            : null;
        if (option is not null)
        {
            throw In(type, name, option);
        }
    }

    /// <summary>The error, in one sentence.</summary>
    public static RunException In(string type, string name, string option) =>
        new($"{type} '{name}' uses {option}, which the stand-in SDK does not have; the published packages do.");
}
