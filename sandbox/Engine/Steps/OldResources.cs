using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>What stood in the state when the run began, found by URN or by an alias, the program's own or one that comes from a renamed parent.</summary>
internal sealed class OldResources(IEnumerable<ResourceState> state)
{
    private readonly Dictionary<string, ResourceState> _byUrn = state.Where(resource => !resource.Delete).ToDictionary(resource => resource.Urn);
    private readonly Dictionary<string, string> _oldUrnOf = [];
    private readonly HashSet<string> _taken = [];
    private readonly Lock _lock = new();

    /// <summary>Whether the program has claimed the old record of this URN, under this or another name.</summary>
    public bool IsTaken(string urn)
    {
        lock (_lock)
        {
            return _taken.Contains(urn);
        }
    }

    /// <summary>In the state's order: dependencies first.</summary>
    public IReadOnlyList<ResourceState> All { get; } = [.. state];

    public ResourceState? Find(string urn) => _byUrn.GetValueOrDefault(urn);

    /// <summary>The old record of what the program now calls <paramref name="urn"/>; null when it is new.</summary>
    public ResourceState? Take(string urn, Goal goal, string stack, string project)
    {
        lock (_lock)
        {
            foreach (var candidate in Aliases(urn, goal, stack, project).Prepend(urn))
            {
                if (_byUrn.TryGetValue(candidate, out var old) && _taken.Add(candidate))
                {
                    if (candidate != urn)
                    {
                        _oldUrnOf[urn] = candidate;
                    }

                    return old;
                }
            }

            return null;
        }
    }

    private IEnumerable<string> Aliases(string urn, Goal goal, string stack, string project)
    {
        foreach (var alias in goal.Aliases)
        {
            yield return Resolve(alias, goal, stack, project);
        }

        // A child's old name follows its parent's: renamed parents take their children along.
        if (_oldUrnOf.TryGetValue(goal.Parent, out var oldParent))
        {
            var (was, now) = (Urns.Name(oldParent), Urns.Name(goal.Parent));
            var name = goal.Name.StartsWith(now, StringComparison.Ordinal) ? was + goal.Name[now.Length..] : goal.Name;
            yield return Urns.Create(stack, project, oldParent, goal.Type, name);
            yield return Urns.Create(stack, project, oldParent, goal.Type, goal.Name);
        }
    }

    private static string Resolve(Alias alias, Goal goal, string stack, string project)
    {
        if (alias.AliasCase == Alias.AliasOneofCase.Urn)
        {
            return alias.Urn;
        }

        var spec = alias.Spec;
        var parent = spec.ParentCase switch
        {
            Alias.Types.Spec.ParentOneofCase.ParentUrn => spec.ParentUrn,
            Alias.Types.Spec.ParentOneofCase.NoParent when spec.NoParent => "",
            _ => goal.Parent,
        };
        return Urns.Create(
            spec.Stack.Length > 0 ? spec.Stack : stack,
            spec.Project.Length > 0 ? spec.Project : project,
            parent,
            spec.Type.Length > 0 ? spec.Type : goal.Type,
            spec.Name.Length > 0 ? spec.Name : goal.Name);
    }
}
