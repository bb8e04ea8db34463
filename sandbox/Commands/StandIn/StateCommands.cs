using System.CommandLine;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Commands.StandIn;

/// <summary><c>pulumi state</c>: removes or unprotects resources in the state only.</summary>
internal static class StateCommands
{
    private static readonly Argument<string[]> Urn = new("resource-urn") { Arity = ArgumentArity.OneOrMore };
    private static readonly Option<bool> Force = new("--force");
    private static readonly Option<bool> TargetDependents = new("--target-dependents");
    private static readonly Option<bool> All = new("--all");

    public static Command Create()
    {
        var delete = new Command("delete") { Urn, StandInCommand.Yes, Force, TargetDependents };
        delete.SetAction((result, _) => DeleteAsync(result));
        var unprotect = new Command("unprotect")
        {
            new Argument<string[]>("resource-urn") { Arity = ArgumentArity.ZeroOrMore },
            StandInCommand.Yes,
            All,
        };
        unprotect.SetAction((result, _) => UnprotectAsync(result, result.GetValue<string[]>("resource-urn") ?? []));
        return new Command("state") { delete, unprotect };
    }

    private static async Task DeleteAsync(ParseResult result)
    {
        StandInCommand.RequireYes(result);
        var urns = result.GetValue(Urn)!;
        var condemned = new HashSet<string>(urns);
        await StandInStack
            .Existing(result.GetValue(StandInCommand.Stack))
            .EditAsync(state =>
            {
                foreach (var urn in urns)
                    Require(state, urn);
                var dependents = state
                    .Resources.Where(resource => !condemned.Contains(resource.Urn) && Needs(resource, state.Resources, condemned))
                    .ToList();
                if (dependents.Count > 0 && !result.GetValue(TargetDependents))
                {
                    throw new EngineException(
                        $"""
                        {urns[0]} can't be safely deleted because the following resources depend on it:
                        {string.Join('\n', dependents.Select(resource => $" * {$"\"{resource.Name}\"", -15} ({resource.Urn})"))}

                        Delete those resources first or pass --target-dependents.
                        """
                    );
                }

                condemned.UnionWith(dependents.Select(resource => resource.Urn));
                return
                    state.Resources.FirstOrDefault(resource => condemned.Contains(resource.Urn) && resource.Protect) is { } kept
                    && !result.GetValue(Force)
                    ? throw new EngineException(
                        $"{kept.Urn} can't be safely deleted because it is protected. Re-run this command with --force to force deletion"
                    )
                    : state with
                    {
                        Resources = [.. state.Resources.Where(resource => !condemned.Contains(resource.Urn))],
                    };
            });
        Console.WriteLine(urns.Length == 1 ? "Resource deleted" : $"{urns.Length} resources deleted");
    }

    /// <summary>Whether a resource depends, directly or not, on a removed one. Dependencies come before their dependents.</summary>
    private static bool Needs(ResourceState resource, IReadOnlyList<ResourceState> all, HashSet<string> condemned)
    {
        var reached = new HashSet<string>(condemned);
        foreach (
            var other in all.TakeWhile(other => !ReferenceEquals(other, resource))
                .Where(other => other.AllDependencies.Any(reached.Contains))
        )
        {
            reached.Add(other.Urn);
        }

        return resource.AllDependencies.Any(reached.Contains);
    }

    private static async Task UnprotectAsync(ParseResult result, string[] urns)
    {
        StandInCommand.RequireYes(result);
        var all = result.GetValue(All);
        if (!all && urns.Length == 0)
            throw new EngineException("missing resource URN");
        await StandInStack
            .Existing(result.GetValue(StandInCommand.Stack))
            .EditAsync(state =>
            {
                foreach (var urn in urns)
                    Require(state, urn);
                return state with
                {
                    Resources =
                    [
                        .. state.Resources.Select(resource =>
                            all || urns.Contains(resource.Urn) ? resource with { Protect = false } : resource
                        ),
                    ],
                };
            });
        Console.WriteLine(all ? "All resources unprotected" : $"{urns.Length} resources unprotected");
    }

    private static void Require(StateContents state, string urn)
    {
        if (!state.Resources.Any(resource => resource.Urn == urn))
        {
            throw new EngineException(
                $"No such resource \"{urn}\" exists in the current state\nTo see the list of URNs in a stack, use `pulumi stack --show-urns`."
            );
        }
    }
}
