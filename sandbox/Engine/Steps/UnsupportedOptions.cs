using Google.Protobuf;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>Refuses options that this engine does not implement, so that none is silently ignored.</summary>
internal static class UnsupportedOptions
{
    /// <summary>A message about the first unsupported or invalid option; null when there is none.</summary>
    public static string? Find(RegisterResourceRequest request)
    {
        var who = $"{request.Type} '{request.Name}'";
        return Sentence(
                who,
                request.Remote ? "a component of another package (remote)"
                    : request.Transforms.Count > 0 ? "resourceTransforms"
                    : request.StateMigrations.Count > 0 ? "stateMigrations"
                    : request.Hooks is { } hooks && hooks.CalculateSize() > 0 ? "hooks"
                    : request.HideDiffs.Count > 0 ? "hideDiffs"
                    : request.EnvVarMappings.Count > 0 ? "envVarMappings"
                    : request.SnippetId.Length > 0 ? "a snippet"
                    : request.CustomTimeouts is { } timeouts && timeouts.CalculateSize() > 0 ? "customTimeouts"
                    : request.DeletedWith.Length > 0 ? "deletedWith"
                    : request.ReplaceWith.Count > 0 ? "replaceWith"
                    : request.ReplacementTrigger is { IsNull: false } ? "replacementTrigger"
                    : Plugin(request.PluginDownloadURL, request.PluginChecksums.Count, request.PackageRef)
                        ?? Newer(request, RegisterResourceRequest.Parser)
            )
            ?? BadPath(who, "ignoreChanges", request.IgnoreChanges)
            ?? BadPath(who, "replaceOnChanges", request.ReplaceOnChanges);
    }

    /// <summary>Checks the options of an invoke.</summary>
    public static string? Find(ResourceInvokeRequest request) =>
        Sentence(
            $"The invoke of {request.Tok}",
            request.DependsOn.Count > 0
                ? "dependsOn"
                : Plugin(request.PluginDownloadURL, request.PluginChecksums.Count, request.PackageRef)
                    ?? Newer(request, ResourceInvokeRequest.Parser)
        );

    /// <summary>Checks the options of a component's outputs.</summary>
    public static string? Find(RegisterResourceOutputsRequest request) =>
        Sentence($"RegisterOutputs of '{Urns.Name(request.Urn)}'", Newer(request, RegisterResourceOutputsRequest.Parser));

    public static string Sentence(string what) => $"{what}, which the sandbox's engine does not support; the pulumi command does.";

    private static string? Sentence(string who, string? option) => option is null ? null : Sentence($"{who} uses {option}");

    /// <summary>The sandbox's providers are built in, so a download URL, checksums or a package reference cannot apply.</summary>
    private static string? Plugin(string downloadUrl, int checksums, string packageRef) =>
        downloadUrl.Length > 0 ? "pluginDownloadURL"
        : checksums > 0 ? "pluginChecksums"
        : packageRef.Length > 0 ? "a parameterized package"
        : null;

    /// <summary>Refuses fields newer than this engine's copy of the protocol, whose meaning is unknown.</summary>
    private static string? Newer<T>(T request, MessageParser<T> parser)
        where T : IMessage<T> =>
        parser.WithDiscardUnknownFields(true).ParseFrom(request.ToByteString()).CalculateSize() < request.CalculateSize()
            ? "an option that is newer than this engine"
            : null;

    private static string? BadPath(string who, string option, IEnumerable<string> paths) =>
        paths.FirstOrDefault(path => PropertyPath.TryParse(path) is null) is { } bad
            ? $"{who} has '{bad}' in {option}, which is no property path; write for example rules[0].expression, triggers[*] or headers[\"X-Edge\"]."
            : null;
}
