using System.Text.RegularExpressions;

namespace NodeBBInfra.Tests.Conformance.Wire;

/// <summary>An intended difference between the requests of C# and recorded Node programs, with the reason.</summary>
/// <param name="Where">A pattern for the request's key and the field's path.</param>
/// <param name="Recorded">What Node sent; null for nothing.</param>
/// <param name="Ours">What C# sends; null for nothing.</param>
/// <param name="Reason">The reason, from the source of the two SDKs.</param>
internal sealed record DesignedDifference(string Where, string? Recorded, string? Ours, string Reason)
{
    private readonly Regex _where = new($"^{Where}$");

    public bool Covers(Difference difference) =>
        difference.Recorded == Recorded && difference.Ours == Ours && _where.IsMatch($"{difference.Key}: {difference.Path}");
}

/// <summary>
/// All differences between the recorded programs (@pulumi/pulumi 3.259.0 on Node) and C# programs (Pulumi 3.112.1). No others are
/// allowed, and entries that no longer occur must go.
/// </summary>
internal static class WireDesign
{
    private const string Registering = "RegisterResource .*: ";
    private const string Outputs = "RegisterResourceOutputs urn:pulumi:mor::more::pulumi:pulumi:Stack::more-mor: ";

    // https://github.com/pulumi/pulumi-dotnet/blob/v3.112.1/sdk/Pulumi/Deployment/Deployment_RegisterResource.cs
    private const string Request = "CreateRegisterResourceRequest";

    public static readonly IReadOnlyList<DesignedDifference> All =
    [
        // https://github.com/pulumi/pulumi-dotnet/blob/v3.112.1/sdk/Pulumi/Deployment/Deployment.cs
        new(
            @"GetDeploymentInfo: \(how often\)",
            "1 times",
            null,
            "A newer call, which .NET does not make: it reads the environment and asks for each feature."
        ),
        new(
            @"SupportsFeature (aliasSpecs|resourceReferences): \(how often\)",
            null,
            "1 times",
            "MonitorSupportsFeature in .NET, in place of GetDeploymentInfo."
        ),
        new(
            Registering + "supportsPartialValues",
            "true",
            null,
            $"{Request} in .NET never says it: the engine then leaves out of its answer what is not wholly known."
        ),
        new(
            Registering + "aliasSpecs",
            "true",
            null,
            $"{Request} in .NET never says it; it asks the engine for the feature aliasSpecs and then sends specs only."
        ),
        new(
            Registering + "customTimeouts",
            "{}",
            null,
            $"{Request} in .NET sends the message only where a timeout was given; an empty one means the same."
        ),
        new(
            Registering + "hooks",
            null,
            "{}",
            "PrepareResourceAsync in .NET sends the message whether or not it names hooks; an empty one means the same."
        ),
        // https://github.com/pulumi/pulumi-dotnet/blob/v3.112.1/sdk/Pulumi/Core/Alias.cs
        new(
            Registering + @"aliases\[0\]\.spec\.parentUrn",
            "\"urn:pulumi:mor::more::pulumi:pulumi:Stack::more-mor\"",
            null,
            "Alias.SerializeAsync in .NET names a parent only where the alias gave one; to the engine none is that of the resource."
        ),
        new(
            Registering + @"aliases\[0\]\.spec\.parentUrn",
            "\"urn:pulumi:rec::recording::nodebb:edge:Edge::edge\"",
            null,
            "The same, for a resource in a component."
        ),
        new(
            Registering + @"aliases\[0\]\.spec\.noParent",
            null,
            "false",
            "Alias.SerializeAsync in .NET sets noParent, to false, where the alias names no parent."
        ),
        // https://github.com/pulumi/pulumi-command/blob/v1.2.1/sdk/dotnet/Remote/Inputs/ConnectionArgs.cs
        new(
            Registering + @"object\.connection\.value\.privateKey",
            "\"\\u003Cprivate key\\u003E\"",
            null,
            "Node makes one secret of the connection and loses the mark of the key in it; ConnectionArgs in .NET keeps that mark."
        ),
        new(
            Registering + @"object\.connection\.value\.privateKey\.4dabf18193072939515e22adb298388d",
            null,
            "\"1b47061264138c4ac30d75fd1eb44270\"",
            "The mark."
        ),
        new(Registering + @"object\.connection\.value\.privateKey\.value", null, "\"\\u003Cprivate key\\u003E\"", "What is marked."),
        // https://github.com/pulumi/pulumi-cloudflare/blob/v6.17.0/sdk/dotnet/Inputs/GetZoneFilter.cs
        new(
            "Invoke cloudflare:index/getZone:getZone: " + @"args\.filter\.match",
            null,
            "\"all\"",
            "The schema calls it required, which JavaScript does not check; InputArgs in .NET refuses to go without."
        ),
        new(
            @"RegisterResource cloudflare:index/(tieredCache:\w+ tiered|managedTransforms:\w+ mt|zoneDnssec:\w+ dnssec|zoneLockdown:\w+ ld|dnsRecord:\w+ caa"
                + @"|ruleset:Ruleset (config|redirect|reqheaders|respheaders|rewrite|cachekeys)): \(how often\)",
            "1 times",
            null,
            "Neither the stack nor the sandbox's commands use these kinds of resource, record and rule."
        ),
        new(@"Invoke cloudflare:index/(getZones|getZoneSetting):\w+: \(how often\)", "1 times", null, "The same, for functions."),
        new(Outputs + @"outputs\.setting", "\"full\"", null, "The result of such a function."),
        new(Outputs + @"outputs\.zones\[0\]", "\"023e105f4ecef8ad9ca31a8372d0c353\"", null, "The result of the other one."),
        // https://github.com/pulumi/pulumi-dotnet/blob/v3.112.1/sdk/Pulumi/Deployment/Deployment_RegisterResourceOutputs.cs
        new(
            Outputs + @"\(how often\)",
            "1 times",
            null,
            "A stack's outputs are one dictionary in .NET: one that fails leaves nothing to send. Node sends those that did not fail."
        ),
    ];
}
