namespace Pulumi.Random;

/// <summary>The published package that this folder replaces.</summary>
internal static class RandomPackage
{
    public const string Version = "4.21.2";

    public static CustomResourceOptions Options(
        CustomResourceOptions? options,
        string[]? secrets = null,
        string[]? replaceOnChanges = null,
        string? formerType = null
    ) => Package.Options(Version, options, secrets, replaceOnChanges, formerType);
}

internal sealed class RandomResourceTypeAttribute(string type) : ResourceTypeAttribute(type, RandomPackage.Version);
