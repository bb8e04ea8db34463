namespace Pulumi;

/// <summary>A callback around a step. The stand-in refuses it; see <see cref="Unsupported"/>.</summary>
public class ResourceHook(string name, ResourceHookCallback callback, ResourceHookOptions? options = null)
{
    public string Name { get; } = name;

    public ResourceHookCallback Callback { get; } = callback;

    public ResourceHookOptions Options { get; } = options ?? new();
}

/// <summary>The function of a hook.</summary>
public delegate Task ResourceHookCallback(ResourceHookArgs args, CancellationToken cancellationToken = default);

/// <summary>The step of a hook call.</summary>
public class ResourceHookArgs
{
    internal ResourceHookArgs() { }
}

/// <summary>When a hook runs, and whether its failure counts.</summary>
public class ResourceHookOptions
{
    public bool? OnDryRun { get; set; }

    public bool? IgnoreErrors { get; set; }
}

/// <summary>The hooks of a resource.</summary>
public class ResourceHookBinding
{
    public List<ResourceHook> BeforeCreate
    {
        get => field ??= [];
        set;
    }

    public List<ResourceHook> AfterCreate
    {
        get => field ??= [];
        set;
    }

    public List<ResourceHook> BeforeUpdate
    {
        get => field ??= [];
        set;
    }

    public List<ResourceHook> AfterUpdate
    {
        get => field ??= [];
        set;
    }

    public List<ResourceHook> BeforeDelete
    {
        get => field ??= [];
        set;
    }

    public List<ResourceHook> AfterDelete
    {
        get => field ??= [];
        set;
    }

    public bool IsEmpty => All.All(hooks => hooks.Count == 0);

    private IEnumerable<List<ResourceHook>> All => [BeforeCreate, AfterCreate, BeforeUpdate, AfterUpdate, BeforeDelete, AfterDelete];

    public ResourceHookBinding Clone() => Concat(new());

    public ResourceHookBinding Concat(ResourceHookBinding other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new()
        {
            BeforeCreate = [.. BeforeCreate, .. other.BeforeCreate],
            AfterCreate = [.. AfterCreate, .. other.AfterCreate],
            BeforeUpdate = [.. BeforeUpdate, .. other.BeforeUpdate],
            AfterUpdate = [.. AfterUpdate, .. other.AfterUpdate],
            BeforeDelete = [.. BeforeDelete, .. other.BeforeDelete],
            AfterDelete = [.. AfterDelete, .. other.AfterDelete],
        };
    }
}
