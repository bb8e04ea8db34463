using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers.Instances;
using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>The old records, found by URN or by an alias: the program's own, or one inherited from a renamed parent.</summary>
internal sealed class OldResources(IEnumerable<ResourceState> state)
{
    private readonly Dictionary<string, ResourceState> _byUrn = state
        .Where(resource => !resource.Delete)
        .ToDictionary(resource => resource.Urn);
    private readonly Dictionary<string, string> _oldUrnOf = [];
    private readonly Dictionary<string, string> _newUrnOf = [];
    private readonly HashSet<string> _seen = [];
    private readonly Lock _lock = new();

    /// <summary>In the state's order: dependencies first.</summary>
    public IReadOnlyList<ResourceState> All { get; } = [.. state];

    public ResourceState? Find(string urn) => _byUrn.GetValueOrDefault(urn);

    /// <summary>Claims the old record for <paramref name="urn"/>; null when the resource is new.</summary>
    /// <exception cref="ProviderException">Two resources of the program claim the same old one.</exception>
    public ResourceState? Take(string urn, Goal goal, string stack, string project)
    {
        lock (_lock)
        {
            _seen.Add(urn);
            if (_newUrnOf.TryGetValue(urn, out var claimant))
            {
                throw new ProviderException($"Duplicate resource URN '{urn}' conflicting with alias on resource with URN '{claimant}'");
            }

            if (_byUrn.TryGetValue(urn, out var old))
            {
                return old;
            }

            var alias = Aliases(goal, stack, project).Find(_byUrn.ContainsKey);
            if (alias is null)
            {
                return null;
            }

            if (_seen.Contains(alias) || _newUrnOf.ContainsKey(alias))
            {
                throw new ProviderException(
                    $"Duplicate resource alias '{alias}' applied to resource with URN '{urn}' conflicting with resource with URN '{_newUrnOf.GetValueOrDefault(alias, alias)}'"
                );
            }

            _newUrnOf[alias] = urn;
            _oldUrnOf[urn] = alias;
            return _byUrn[alias];
        }
    }

    private List<string> Aliases(Goal goal, string stack, string project)
    {
        List<string> own = [.. goal.Aliases.Select(alias => Resolve(alias, goal, stack, project))];
        if (!_oldUrnOf.TryGetValue(goal.Parent, out var oldParent))
        {
            return own;
        }

        // A renamed parent renames its children: their alias has the old parent, and a name that begins with the parent's follows it.
        string Inherited(string type, string name)
        {
            var (was, now) = (Urns.Name(oldParent), Urns.Name(goal.Parent));
            return Urns.Create(
                stack,
                project,
                oldParent,
                type,
                name.StartsWith(now, StringComparison.Ordinal) ? was + name[now.Length..] : name
            );
        }

        return [.. own, Inherited(goal.Type, goal.Name), .. own.Select(urn => Inherited(Urns.Type(urn), Urns.Name(urn)))];
    }

    private string Resolve(Alias alias, Goal goal, string stack, string project)
    {
        if (alias.AliasCase == Alias.AliasOneofCase.Urn)
        {
            return alias.Urn;
        }

        var spec = alias.Spec ?? new();
        var parent = spec.ParentCase switch
        {
            Alias.Types.Spec.ParentOneofCase.ParentUrn when spec.ParentUrn.Length > 0 => _oldUrnOf.GetValueOrDefault(
                spec.ParentUrn,
                spec.ParentUrn
            ),
            Alias.Types.Spec.ParentOneofCase.NoParent when spec.NoParent => "",
            _ => goal.Parent,
        };
        return Urns.Create(
            spec.Stack.Length > 0 ? spec.Stack : stack,
            spec.Project.Length > 0 ? spec.Project : project,
            parent,
            spec.Type.Length > 0 ? spec.Type : goal.Type,
            spec.Name.Length > 0 ? spec.Name : goal.Name
        );
    }
}
