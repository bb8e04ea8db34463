namespace Pulumi.Command;

/// <summary>The published package that this folder replaces.</summary>
internal static class CommandPackage
{
    public const string Version = "1.2.1";

    public static CustomResourceOptions Options(
        CustomResourceOptions? options,
        string[]? secrets = null,
        string[]? replaceOnChanges = null,
        string? formerType = null
    ) => Package.Options(Version, options, secrets, replaceOnChanges, formerType);
}

internal sealed class CommandResourceTypeAttribute(string type) : ResourceTypeAttribute(type, CommandPackage.Version);
