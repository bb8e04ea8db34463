using System.Collections.Concurrent;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>
/// The options that a resource inherits from its parent unless it sets its own: protect, retainOnDelete and its provider.
/// https://www.pulumi.com/docs/iac/concepts/resources/options/provider/
/// </summary>
internal sealed class ParentOptions
{
    private readonly ConcurrentDictionary<string, Goal> _goals = new();

    public Goal Inherit(string urn, Goal goal)
    {
        goal = goal with { Provider = goal.Custom ? Provider(goal) : "" };
        if (_goals.TryGetValue(goal.Parent, out var parent))
        {
            goal = goal with
            {
                Protect = goal.Protect ?? parent.Protect,
                RetainOnDelete = goal.RetainOnDelete ?? parent.RetainOnDelete,
                Providers = goal.Custom || parent.Custom ? goal.Providers : Merged(goal.Providers, parent.Providers),
            };
        }

        _goals[urn] = goal;
        return goal;
    }

    /// <summary>A component's provider reference for a package of its children; empty when it has none.</summary>
    public string ProviderOf(string parent, string package) =>
        _goals.TryGetValue(parent, out var goal) && !goal.Custom ? goal.Providers.GetValueOrDefault(package, "") : "";

    private string Provider(Goal goal)
    {
        var package = Urns.Package(goal.Type);
        if (goal.Provider.Length > 0 || Urns.IsProviderType(goal.Type))
        {
            return goal.Provider;
        }

        // A child of a resource of the same package uses its parent's provider.
        return
            _goals.TryGetValue(goal.Parent, out var parent)
            && parent.Provider.Length > 0
            && Urns.Package(Urns.Type(Urns.OfReference(parent.Provider))) == package
            ? parent.Provider
            : goal.Providers.GetValueOrDefault(package) ?? ProviderOf(goal.Parent, package);
    }

    private static Dictionary<string, string> Merged(IReadOnlyDictionary<string, string> own, IReadOnlyDictionary<string, string> parents)
    {
        var merged = parents.ToDictionary();
        foreach (var (package, provider) in own)
        {
            merged[package] = provider;
        }

        return merged;
    }
}
