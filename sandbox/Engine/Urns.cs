namespace NodeBBInfra.Sandbox.Engine;

/// <summary>
/// Uniform resource names: <c>urn:pulumi:stack::project::parentType$type::name</c>.
/// https://www.pulumi.com/docs/iac/concepts/resources/names/#urns
/// </summary>
internal static class Urns
{
    public const string StackType = "pulumi:pulumi:Stack";
    private const string ProviderPrefix = "pulumi:providers:";

    public static string Create(string stack, string project, string parentUrn, string type, string name)
    {
        var parentType = parentUrn.Length == 0 ? "" : QualifiedType(parentUrn);
        var qualified = parentType.Length == 0 || parentType == StackType ? type : $"{parentType}${type}";
        return $"urn:pulumi:{stack}::{project}::{qualified}::{name}";
    }

    public static string QualifiedType(string urn) => Part(urn, 2);

    public static string Type(string urn) => QualifiedType(urn).Split('$')[^1];

    public static string Name(string urn) => urn.Split("::", 4) is [_, _, _, var name] ? name : urn;

    public static string Stack(string urn) => Part(urn, 0)["urn:pulumi:".Length..];

    public static string Project(string urn) => Part(urn, 1);

    /// <summary>
    /// A type as the display shows it: <c>cloudflare:index:ZoneSetting</c> for <c>cloudflare:index/zoneSetting:ZoneSetting</c>.
    /// </summary>
    public static string DisplayType(string type)
    {
        var parts = type.Split(':');
        if (parts is not [var package, var module, var member] || module.Split('/') is not [var folder, var file])
        {
            return type;
        }

        return string.Equals(file, member, StringComparison.OrdinalIgnoreCase) ? $"{package}:{folder}:{member}" : type;
    }

    public static bool IsProviderType(string type) => type.StartsWith(ProviderPrefix, StringComparison.Ordinal);

    public static string ProviderType(string package) => ProviderPrefix + package;

    /// <summary>The package of a provider type or resource type.</summary>
    public static string Package(string type) => IsProviderType(type) ? type[ProviderPrefix.Length..] : type.Split(':')[0];

    public static string Reference(string urn, string id) => $"{urn}::{id}";

    /// <summary>The URN in a provider reference; empty if the reference is empty.</summary>
    public static string OfReference(string reference) =>
        reference.LastIndexOf("::", StringComparison.Ordinal) is var at and > 0 ? reference[..at] : "";

    public static string IdOfReference(string reference) => reference[(reference.LastIndexOf("::", StringComparison.Ordinal) + 2)..];

    public static bool IsDefaultProvider(string urn) =>
        IsProviderType(Type(urn)) && (Name(urn) == "default" || Name(urn).StartsWith("default_", StringComparison.Ordinal));

    /// <summary>The name of a package's default provider of a version.</summary>
    public static string DefaultProviderName(string version) =>
        version.Length == 0 ? "default" : $"default_{version.Replace('.', '_').Replace('-', '_')}";

    private static string Part(string urn, int index) => urn.Split("::", 4) is { Length: 4 } parts ? parts[index] : "";
}
