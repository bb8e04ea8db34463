using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using Pulumi.Serialization;

namespace Pulumi;

public sealed partial class Deployment
{
    /// <summary>Builds the engine's request from the options.</summary>
    private async Task<RegisterResourceRequest> NewRequestAsync(Resource resource, ResourceOptions options)
    {
        if (options.Aliases.Count > 0 && !await SupportsAsync("aliasSpecs").ConfigureAwait(false))
        {
            throw Unsupported.In(resource.GetResourceType(), resource.GetResourceName(), "Aliases with an engine that takes only URNs");
        }

        var custom = options as CustomResourceOptions;
        var request = new RegisterResourceRequest
        {
            Type = resource.GetResourceType(),
            Name = resource.GetResourceName(),
            Custom = resource is CustomResource,
            Version = options.Version ?? "",
            ImportId = custom?.ImportId ?? "",
            AcceptSecrets = true,
            AcceptResources = true,
            DeleteBeforeReplaceDefined = custom?.DeleteBeforeReplace is not null,
            DeleteBeforeReplace = custom?.DeleteBeforeReplace ?? false,
            SupportsResultReporting = true,
            Hooks = new(),
            IgnoreChanges = { options.IgnoreChanges },
        };
        if (options.Protect is { } protect)
        {
            request.Protect = protect;
        }

        if (options.RetainOnDelete is { } retain)
        {
            request.RetainOnDelete = retain;
        }

        if (custom is not null)
        {
            request.AdditionalSecretOutputs.Add(custom.AdditionalSecretOutputs);
            request.ReplaceOnChanges.Add(custom.ReplaceOnChanges);
        }

        foreach (var alias in options.Aliases)
        {
            // A preview omits an unknown alias.
            if (await alias.ToOutput().GetValueAsync(whenUnknown: null!).ConfigureAwait(false) is { } known)
            {
                request.Aliases.Add(await known.ToRpcAsync().ConfigureAwait(false));
            }
        }

        return request;
    }

    private async Task<Prepared> PrepareAsync(Resource resource, ResourceArgs args, ResourceOptions options)
    {
        HashSet<Resource> dependsOn = [.. await options.DependsOn.ToOutput().GetValueAsync(whenUnknown: []).ConfigureAwait(false)];
        var arguments = args.ToDictionary().Where(entry => entry.Key is not ("id" or "urn"));
        var serialized = await SerializeAsync(arguments, Label(resource)).ConfigureAwait(false);

        var parent = options.Parent ?? (resource is Stack ? null : Stack);
        var parentUrn = parent is null ? "" : await parent.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        var provider =
            resource is CustomResource && options.Provider is { } named ? await named.ReferenceAsync().ConfigureAwait(false) : "";

        var all = await Dependencies.UrnsAsync(dependsOn).ConfigureAwait(false);
        var byProperty = new Dictionary<string, IReadOnlySet<string>>();
        foreach (var (name, resources) in serialized.Resources)
        {
            byProperty[name] = await Dependencies.UrnsAsync(resources).ConfigureAwait(false);
            all.UnionWith(byProperty[name]);
        }

        return new Prepared(serialized.Properties, parentUrn, provider, all, byProperty);
    }

    /// <summary>Serializes properties, each with its dependencies. Those without a value are omitted.</summary>
    /// <param name="properties">The properties.</param>
    /// <param name="label">Their owner, for messages.</param>
    /// <exception cref="InvalidOperationException">A property cannot be serialized or its value failed; the message names it.</exception>
    private async Task<(Struct Properties, Dictionary<string, IReadOnlySet<Resource>> Resources)> SerializeAsync(
        IEnumerable<KeyValuePair<string, object?>> properties,
        string label
    )
    {
        var keepResources = await SupportsAsync("resourceReferences").ConfigureAwait(false);
        var serialized = new Struct();
        var resources = new Dictionary<string, IReadOnlySet<Resource>>();
        foreach (var (name, property) in properties.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var serializer = new Serializer(keepResources);
            try
            {
                if (
                    await serializer.SerializeAsync($"{label}.{name}", property).ConfigureAwait(false) is
                    { KindCase: not Value.KindOneofCase.NullValue } value
                )
                {
                    serialized.Fields.Add(name, value);
                    resources.Add(name, serializer.Resources);
                }
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"error serializing property \"{name}\": {exception.Message}", exception);
            }
        }

        return (serialized, resources);
    }

    private static string Label(Resource resource) => $"resource:{resource.GetResourceName()}[{resource.GetResourceType()}]";

    private sealed record Prepared(
        Struct Properties,
        string Parent,
        string Provider,
        IReadOnlySet<string> Dependencies,
        IReadOnlyDictionary<string, IReadOnlySet<string>> PropertyDependencies
    );
}
