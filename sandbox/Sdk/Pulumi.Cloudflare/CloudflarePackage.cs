namespace Pulumi.Cloudflare;

/// <summary>The published package that this folder replaces.</summary>
internal static class CloudflarePackage
{
    public const string Version = "6.17.0";

    public static CustomResourceOptions Options(
        CustomResourceOptions? options,
        string[]? secrets = null,
        string[]? replaceOnChanges = null,
        string? formerType = null
    ) => Package.Options(Version, options, secrets, replaceOnChanges, formerType);

    public static TOptions Options<TOptions>(TOptions? options)
        where TOptions : InvokeOptions, new() => Package.Options(Version, options);
}

internal sealed class CloudflareResourceTypeAttribute(string type) : ResourceTypeAttribute(type, CloudflarePackage.Version);
