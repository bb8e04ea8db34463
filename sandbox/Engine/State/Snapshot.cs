namespace NodeBBInfra.Sandbox.Engine.State;

/// <summary>
/// The state while a run changes it: what the run has handled so far, in order, then what it has not come to yet. That
/// order keeps dependencies before their dependants at any moment, so that a killed run leaves a usable file.
/// </summary>
internal sealed class Snapshot
{
    private readonly Lock _lock = new();
    private readonly OrderedResources _resources;
    private readonly List<PendingOperation> _pending;
    private readonly StateWriter? _writer;
    private bool _changed;

    /// <param name="file">Where to write, or null in a preview, which writes nothing.</param>
    /// <param name="contents">What the file holds now.</param>
    /// <param name="clearPendingCreates">Whether creates that nobody knows the end of are forgotten.</param>
    public Snapshot(string? file, StateContents contents, bool clearPendingCreates = false)
    {
        _resources = new OrderedResources(contents.Resources);
        // A create of which nobody knows whether it happened stays noted until somebody says that it is dealt with; other operations are simply done again.
        _pending = [.. contents.Pending.Where(operation => operation.Kind == "creating" && !clearPendingCreates)];
        _changed = _pending.Count != contents.Pending.Count;
        Interrupted = contents.Pending;
        _writer = file is null ? null : new StateWriter(file, contents.Crypter, Contents);
    }

    /// <summary>Every resource there is now, dependencies first.</summary>
    public IReadOnlyList<ResourceState> Resources => Contents().Resources;

    public IReadOnlyList<PendingOperation> Pending => Contents().Pending;

    /// <summary>What was under way when an earlier run was ended in the middle.</summary>
    public IReadOnlyList<PendingOperation> Interrupted { get; }

    /// <summary>Notes an operation before it begins. After the returned task the file says so.</summary>
    public Task BeginAsync(PendingOperation operation) => ChangeAsync(() => _pending.Add(operation));

    /// <summary>The end of an operation: what it leaves (null when gone or failed), and what it took the place of.</summary>
    /// <param name="operation">What <see cref="BeginAsync"/> was told.</param>
    /// <param name="old">The state that <paramref name="now"/> replaces or that is gone; null when there was none.</param>
    /// <param name="now">The new state, or null.</param>
    public Task EndAsync(PendingOperation? operation, ResourceState? old, ResourceState? now) => ChangeAsync(() =>
    {
        Forget(operation);
        Replace(old, now);
    });

    /// <summary>The end of a replacement's create: the old one stays, marked for its deletion at the end of the run.</summary>
    public Task EndReplacementAsync(PendingOperation? operation, ResourceState old, ResourceState condemned, ResourceState now) => ChangeAsync(() =>
    {
        Forget(operation);
        Swap(old, condemned);
        Replace(null, now);
    });

    /// <summary>The end of a delete that makes room for a replacement: a record of it stays, so that a killed run knows what to create.</summary>
    public Task EndPendingReplacementAsync(PendingOperation? operation, ResourceState old, ResourceState missing) => ChangeAsync(() =>
    {
        Forget(operation);
        Swap(old, missing);
    });

    /// <summary>A failed operation: only the note about it goes.</summary>
    public Task FailAsync(PendingOperation? operation) => ChangeAsync(() => Forget(operation));

    /// <summary>A resource that the run found unchanged; worth no write of its own.</summary>
    public void Keep(ResourceState old, ResourceState now)
    {
        lock (_lock)
        {
            Replace(old, now);
            _changed |= !ReferenceEquals(old, now);
        }
    }

    /// <summary>Puts a changed record of the same resource in an older one's place; null takes it out.</summary>
    public Task UpdateAsync(ResourceState old, ResourceState? now) => ChangeAsync(() => Swap(old, now));

    /// <summary>
    /// The end of a refresh: what is not there any more goes, and with it, in the same write, every mention of it. Of the properties, only
    /// those stay listed that depend on something, as in the real engine.
    /// </summary>
    public Task EndRefreshAsync(IReadOnlyCollection<ResourceState> gone) => gone.Count == 0 && !Resources.Any(HasIdleProperty) ? FlushAsync() : ChangeAsync(() =>
    {
        var urns = new HashSet<string>();
        foreach (var resource in gone)
        {
            _resources.Remove(resource);
            urns.Add(resource.Urn);
        }

        urns.ExceptWith(_resources.All.Select(resource => resource.Urn));
        _resources.Change(resource => WithoutIdleProperties(resource.WithReferences(urn => urns.Contains(urn) ? "" : urn)));
    });

    /// <summary>Writes what is not written yet.</summary>
    public Task FlushAsync()
    {
        lock (_lock)
        {
            return _changed && _writer is not null ? _writer.SaveAsync() : Task.CompletedTask;
        }
    }

    private static bool HasIdleProperty(ResourceState resource) => resource.PropertyDependencies.Values.Any(urns => urns.Count == 0);

    private static ResourceState WithoutIdleProperties(ResourceState resource) => !HasIdleProperty(resource) ? resource : resource with
    {
        PropertyDependencies = resource.PropertyDependencies.Where(entry => entry.Value.Count > 0).ToDictionary(),
    };

    private Task ChangeAsync(Action change)
    {
        lock (_lock)
        {
            change();
            _changed = true;
            return _writer?.SaveAsync() ?? Task.CompletedTask;
        }
    }

    private void Forget(PendingOperation? operation)
    {
        if (operation is not null)
        {
            _pending.RemoveAll(pending => ReferenceEquals(pending, operation));
        }
    }

    private void Replace(ResourceState? old, ResourceState? now)
    {
        if (old is not null)
        {
            _resources.Remove(old);
        }

        if (now is not null)
        {
            _resources.Handle(now);
        }

        if (old is not null && now is not null && now.Urn != old.Urn)
        {
            // What the run has not come to yet may still speak of a parent or dependency by the name before an alias.
            _resources.Change(resource => resource.WithReferences(urn => urn == old.Urn ? now.Urn : urn));
        }
    }

    private void Swap(ResourceState old, ResourceState? now)
    {
        if (now is null)
        {
            _resources.Remove(old);
        }
        else
        {
            _resources.Swap(old, now);
        }
    }

    private (IReadOnlyList<ResourceState> Resources, IReadOnlyList<PendingOperation> Pending) Contents()
    {
        lock (_lock)
        {
            return (_resources.All, [.. _pending]);
        }
    }
}
