namespace NodeBBInfra.Sandbox.Engine.State;

/// <summary>
/// The state while a run changes it: what the run has handled so far, in order, then what it has not come to yet. That
/// order keeps dependencies before their dependants at any moment, so that a killed run leaves a usable file.
/// </summary>
internal sealed class Snapshot
{
    private readonly Lock _lock = new();
    private readonly List<ResourceState> _olds;
    private readonly List<ResourceState> _handled = [];
    private readonly HashSet<ResourceState> _gone = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, string> _renamed = [];
    private readonly List<PendingOperation> _pending;
    private readonly StateWriter? _writer;
    private bool _changed;

    /// <param name="file">Where to write, or null in a preview, which writes nothing.</param>
    /// <param name="contents">What the file holds now.</param>
    public Snapshot(string? file, StateContents contents)
    {
        _olds = [.. contents.Resources];
        // A create of which nobody knows whether it happened stays noted until a refresh; other operations are simply done again.
        _pending = [.. contents.Pending.Where(operation => operation.Kind == "creating")];
        _changed = _pending.Count != contents.Pending.Count;
        _writer = file is null ? null : new StateWriter(file, contents.Crypter, Contents);
    }

    /// <summary>Every resource there is now, dependencies first.</summary>
    public IReadOnlyList<ResourceState> Resources => Contents().Resources;

    public IReadOnlyList<PendingOperation> Pending => Contents().Pending;

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

    public Task ClearPendingAsync() => ChangeAsync(_pending.Clear);

    /// <summary>Writes what is not written yet.</summary>
    public Task FlushAsync()
    {
        lock (_lock)
        {
            return _changed && _writer is not null ? _writer.SaveAsync() : Task.CompletedTask;
        }
    }

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
            _gone.Add(old);
            _handled.RemoveAll(resource => ReferenceEquals(resource, old));
            if (now is not null && now.Urn != old.Urn)
            {
                _renamed[old.Urn] = now.Urn;
            }
        }

        if (now is not null)
        {
            _handled.Add(now);
        }
    }

    private void Swap(ResourceState old, ResourceState? now)
    {
        // A kept resource stands in both lists; what counts then is the handled one.
        var list = _handled.Exists(resource => ReferenceEquals(resource, old)) ? _handled : _olds;
        var at = list.FindIndex(resource => ReferenceEquals(resource, old));
        if (now is null)
        {
            list.RemoveAt(at);
        }
        else
        {
            list[at] = now;
        }
    }

    private (IReadOnlyList<ResourceState> Resources, IReadOnlyList<PendingOperation> Pending) Contents()
    {
        lock (_lock)
        {
            return ([.. _handled, .. _olds.Where(old => !_gone.Contains(old)).Select(Rename)], [.. _pending]);
        }
    }

    /// <summary>A leftover may still speak of a parent or dependency that this run has renamed by an alias.</summary>
    private ResourceState Rename(ResourceState resource)
    {
        if (!resource.AllDependencies.Any(_renamed.ContainsKey))
        {
            return resource;
        }

        string Now(string urn) => _renamed.GetValueOrDefault(urn, urn);
        return resource with
        {
            Parent = Now(resource.Parent),
            DeletedWith = Now(resource.DeletedWith),
            ReplaceWith = [.. resource.ReplaceWith.Select(Now)],
            Provider = resource.Provider.Length == 0 ? "" : Urns.Reference(Now(resource.ProviderUrn), Urns.IdOfReference(resource.Provider)),
            Dependencies = [.. resource.Dependencies.Select(Now)],
            PropertyDependencies = resource.PropertyDependencies.ToDictionary(entry => entry.Key, entry => (IReadOnlyList<string>)[.. entry.Value.Select(Now)]),
        };
    }
}
