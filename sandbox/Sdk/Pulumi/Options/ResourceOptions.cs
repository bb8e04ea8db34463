namespace Pulumi;

/// <summary>The options of a resource.</summary>
public abstract class ResourceOptions
{
    protected ResourceOptions() { }

    public Resource? Parent { get; set; }

    public InputList<Resource> DependsOn
    {
        get => field ??= new();
        set;
    }

    public bool? Protect { get; set; }

    public List<string> IgnoreChanges
    {
        get => field ??= [];
        set;
    }

    public string? Version { get; set; }

    public ProviderResource? Provider { get; set; }

    public List<ResourceTransformation> ResourceTransformations
    {
        get => field ??= [];
        set;
    }

    public List<Input<Alias>> Aliases { get; set; } = [];

    public List<string> ReplaceOnChanges
    {
        get => field ??= [];
        set;
    }

    public bool? RetainOnDelete { get; set; }

    /// <summary>A copy with its own lists.</summary>
    internal abstract ResourceOptions Clone();

    private protected TOptions CopyTo<TOptions>(TOptions copy)
        where TOptions : ResourceOptions
    {
        copy.Parent = Parent;
        copy.DependsOn = DependsOn.Clone();
        copy.Protect = Protect;
        copy.IgnoreChanges = [.. IgnoreChanges];
        copy.Version = Version;
        copy.Provider = Provider;
        copy.ResourceTransformations = [.. ResourceTransformations];
        copy.Aliases = [.. Aliases];
        copy.ReplaceOnChanges = [.. ReplaceOnChanges];
        copy.RetainOnDelete = RetainOnDelete;
        return copy;
    }

    /// <summary>Merges <paramref name="other"/> into these options: single values replace, lists are appended.</summary>
    private protected void Take(ResourceOptions other)
    {
        Parent = other.Parent ?? Parent;
        DependsOn = DependsOn.Concat(other.DependsOn);
        Protect = other.Protect ?? Protect;
        IgnoreChanges.AddRange(other.IgnoreChanges);
        Version = other.Version ?? Version;
        Provider = other.Provider ?? Provider;
        ResourceTransformations.AddRange(other.ResourceTransformations);
        Aliases.AddRange(other.Aliases);
        ReplaceOnChanges.AddRange(other.ReplaceOnChanges);
        RetainOnDelete = other.RetainOnDelete ?? RetainOnDelete;
    }
}
