using System.Collections.Concurrent;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>The options that a resource takes from its parent unless it states its own: protect, retainOnDelete, deletedWith.</summary>
internal sealed class ParentOptions
{
    private readonly ConcurrentDictionary<string, Goal> _goals = new();

    public Goal Inherit(string urn, Goal goal)
    {
        if (_goals.TryGetValue(goal.Parent, out var parent))
        {
            goal = goal with
            {
                Protect = goal.Protect ?? parent.Protect,
                RetainOnDelete = goal.RetainOnDelete ?? parent.RetainOnDelete,
                DeletedWith = goal.DeletedWith.Length > 0 ? goal.DeletedWith : parent.DeletedWith,
            };
        }

        _goals[urn] = goal;
        return goal;
    }
}
