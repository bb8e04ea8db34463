namespace NodeBBInfra.Sandbox.Engine.State;

/// <summary>
/// The state during a run: the records that the run has handled, in order, then the rest. Dependencies always come before their
/// dependents, so that a killed run leaves a valid file.
/// </summary>
internal sealed class Snapshot
{
    private readonly Lock _lock = new();
    private readonly OrderedResources _resources;
    private readonly List<PendingOperation> _pending;
    private readonly StateWriter? _writer;
    private bool _changed;

    /// <param name="file">The file to write; null in a preview.</param>
    /// <param name="contents">The current contents of the file.</param>
    /// <param name="clearPendingCreates">Whether to remove pending creates.</param>
    public Snapshot(string? file, StateContents contents, bool clearPendingCreates = false)
    {
        _resources = new OrderedResources(contents.Resources);
        // A pending create may have happened, so it stays until the user clears it; other pending operations are simply repeated.
        _pending = [.. contents.Pending.Where(operation => operation.Kind == "creating" && !clearPendingCreates)];
        _changed = _pending.Count != contents.Pending.Count;
        Interrupted = contents.Pending;
        _writer = file is null ? null : new StateWriter(file, contents.Crypter, Contents);
    }

    /// <summary>All current resources, dependencies first.</summary>
    public IReadOnlyList<ResourceState> Resources => Contents().Resources;

    public IReadOnlyList<PendingOperation> Pending => Contents().Pending;

    /// <summary>Pending operations of an earlier, interrupted run.</summary>
    public IReadOnlyList<PendingOperation> Interrupted { get; }

    /// <summary>Records a pending operation before it begins. The returned task completes after the write.</summary>
    public Task BeginAsync(PendingOperation operation) => ChangeAsync(() => _pending.Add(operation));

    /// <summary>Ends an operation: records its result (null if deleted or failed) in place of the old record.</summary>
    /// <param name="operation">The operation given to <see cref="BeginAsync"/>.</param>
    /// <param name="old">The record that <paramref name="now"/> replaces or that is deleted; null when there was none.</param>
    /// <param name="now">The new record, or null.</param>
    public Task EndAsync(PendingOperation? operation, ResourceState? old, ResourceState? now) =>
        ChangeAsync(() =>
        {
            Forget(operation);
            Replace(old, now);
        });

    /// <summary>Ends a replacement's create: the old resource stays, marked to be deleted at the end of the run.</summary>
    public Task EndReplacementAsync(PendingOperation? operation, ResourceState old, ResourceState condemned, ResourceState now) =>
        ChangeAsync(() =>
        {
            Forget(operation);
            Swap(old, condemned);
            Replace(null, now);
        });

    /// <summary>
    /// Ends the delete of a delete-before-replace: a record stays, so that after a crash the next run knows what to create.
    /// </summary>
    public Task EndPendingReplacementAsync(PendingOperation? operation, ResourceState old, ResourceState missing) =>
        ChangeAsync(() =>
        {
            Forget(operation);
            Swap(old, missing);
        });

    /// <summary>Ends a failed operation: removes only its pending record.</summary>
    public Task FailAsync(PendingOperation? operation) => ChangeAsync(() => Forget(operation));

    /// <summary>Keeps an unchanged resource, without a write.</summary>
    public void Keep(ResourceState old, ResourceState now)
    {
        lock (_lock)
        {
            Replace(old, now);
            _changed |= !ReferenceEquals(old, now);
        }
    }

    /// <summary>Replaces a resource's record in place; null removes it.</summary>
    public Task UpdateAsync(ResourceState old, ResourceState? now) => ChangeAsync(() => Swap(old, now));

    /// <summary>
    /// Ends a refresh: removes deleted resources and all references to them in one write. Like the real engine, it keeps only property
    /// dependencies that are not empty.
    /// </summary>
    public Task EndRefreshAsync(IReadOnlyCollection<ResourceState> gone) =>
        gone.Count == 0 && !Resources.Any(HasIdleProperty)
            ? FlushAsync()
            : ChangeAsync(() =>
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

    /// <summary>Writes pending changes.</summary>
    public Task FlushAsync()
    {
        lock (_lock)
        {
            return _changed && _writer is not null ? _writer.SaveAsync() : Task.CompletedTask;
        }
    }

    private static bool HasIdleProperty(ResourceState resource) => resource.PropertyDependencies.Values.Any(urns => urns.Count == 0);

    private static ResourceState WithoutIdleProperties(ResourceState resource) =>
        !HasIdleProperty(resource)
            ? resource
            : resource with
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
            // Records not handled yet may still refer to a parent or dependency by its old, aliased name.
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
