using System.Collections.Concurrent;

namespace Pulumi;

/// <summary>A resource in the engine's state.</summary>
public class Resource
{
    private readonly string _type;
    private readonly string _name;
    private readonly bool? _protect;
    private readonly ImmutableArray<ResourceTransformation> _transformations = [];
    private readonly ImmutableDictionary<string, ProviderResource> _providers = ImmutableDictionary<string, ProviderResource>.Empty;

    /// <summary>Registers a resource.</summary>
    private protected Resource(string type, string name, ResourceArgs args, ResourceOptions options)
    {
        ThrowIfEmpty(type, nameof(type));
        ThrowIfEmpty(name, nameof(name));
        (_type, _name) = (type, name);
        Pending = OutputProperties.Initialize(this);

        var deployment = Deployment.CurrentOrThrow;
        var parent = options.Parent ?? deployment.Stack;
        _transformations = [.. options.ResourceTransformations, .. parent?._transformations ?? []];
        (args, options) = Transform(args, options);

        options = options.Clone();
        options.Parent?.Children.TryAdd(this, true);
        options.Protect ??= options.Parent?._protect;
        _protect = options.Protect;
        _providers = ProviderMap(options);
        if (this is CustomResource)
        {
            options.Provider ??= options.Parent?.ProviderFor(type);
        }

        deployment.Register(this, args, options);
    }

    /// <summary>References a resource by URN.</summary>
    private protected Resource(string urn)
    {
        (_type, _name) = ("", "");
        Pending = ImmutableDictionary<string, IPendingOutput>.Empty;
        Urn = new Output<string>(Task.FromResult(OutputData<string>.Of(urn) with { Resources = [this] }));
    }

    [Output("urn")]
    public Output<string> Urn { get; private protected set; } = null!;

    /// <summary>The children.</summary>
    internal ConcurrentDictionary<Resource, bool> Children { get; } = new();

    /// <summary>The outputs that await the engine's response, by wire name.</summary>
    internal IReadOnlyDictionary<string, IPendingOutput> Pending { get; }

    public string GetResourceType() => _type;

    public string GetResourceName() => _name;

    /// <summary>The explicit provider of this resource's children for a type or function; null without one.</summary>
    internal ProviderResource? ProviderFor(string token) =>
        token.Split(':') is [var package, _, _] ? _providers.GetValueOrDefault(package) : null;

    private static void ThrowIfEmpty(string value, string name)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw new ArgumentException($"'{name}' cannot be null or empty.", name);
        }
    }

    private (ResourceArgs Args, ResourceOptions Options) Transform(ResourceArgs args, ResourceOptions options)
    {
        foreach (var transformation in _transformations)
        {
            if (transformation(new ResourceTransformationArgs(this, args, options)) is { } result)
            {
                if (result.Options.Parent != options.Parent)
                {
                    throw new ArgumentException("Transformations cannot currently be used to change the 'parent' of a resource.");
                }

                (args, options) = (result.Args, result.Options);
            }
        }

        return (args, options);
    }

    private ImmutableDictionary<string, ProviderResource> ProviderMap(ResourceOptions options)
    {
        var inherited = options.Parent?._providers ?? ImmutableDictionary<string, ProviderResource>.Empty;
        if (options is ComponentResourceOptions component)
        {
            if (options.Provider is not null && component.Providers.Count > 0)
            {
                throw new ResourceException(
                    "Do not supply both 'provider' and 'providers' options to a ComponentResource.",
                    options.Parent
                );
            }

            List<ProviderResource> own = options.Provider is { } single ? [single] : component.Providers;
            return inherited.SetItems(own.Select(provider => KeyValuePair.Create(provider.Package, provider)));
        }

        return options.Provider is { } named && _type.Split(':') is [var package, _, _] ? inherited.SetItem(package, named) : inherited;
    }
}
