using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers;
using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>
/// <c>pulumi import</c>: reads existing resources into the state, parents first. Those already in the state with the same id stay
/// unchanged.
/// https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/import.go
/// </summary>
internal sealed class Importer(RunContext context, StepRunner runner, Registrar registrar)
{
    private readonly ResourceStepActions _steps = new(context, runner);

    /// <exception cref="RunStoppedException">A resource cannot be read.</exception>
    public async Task RunAsync(IReadOnlyList<Import> imports)
    {
        foreach (var known in context.Snapshot.Resources.Where(resource => !resource.Delete))
        {
            // Handled first, so that imported records come after all that they refer to.
            context.Snapshot.Keep(known, known);
            runner.Finish(new ResourceStep(StepOp.Same, known, known));
        }

        var root = await RootAsync();
        foreach (var import in Ordered(imports))
        {
            context.Control.ThrowIfStopping();
            await ImportAsync(import with { Parent = import.Parent.Length == 0 ? root : import.Parent });
        }
    }

    /// <summary>Sorts parents before their children, whatever the order of the file.</summary>
    private List<Import> Ordered(IReadOnlyList<Import> imports)
    {
        var (left, ordered) = (imports.ToList(), new List<Import>());
        while (left.Count > 0)
        {
            var ready = left.Where(import => !left.Exists(other => UrnOf(other) == import.Parent)).ToList();
            ordered.AddRange(ready.Count > 0 ? ready : left);
            left = ready.Count > 0 ? [.. left.Except(ready)] : [];
        }

        return ordered;
    }

    private string UrnOf(Import import) => import.Urn(context.Stack, context.Project.Name);

    private async Task<string> RootAsync()
    {
        if (context.Snapshot.Resources.FirstOrDefault(resource => resource.Type == Urns.StackType) is { } root)
        {
            return root.Urn;
        }

        var goal = new Goal { Type = Urns.StackType, Name = $"{context.Project.Name}-{context.Stack}" };
        var urn = Urns.Create(context.Stack, context.Project.Name, "", goal.Type, goal.Name);
        await runner.InSlotAsync(() => _steps.CreateAsync(null, new ResourceStep(StepOp.Create, null, ResourceStates.Wanted(urn, goal))));
        return urn;
    }

    private async Task ImportAsync(Import import)
    {
        var (urn, resources) = (UrnOf(import), context.Snapshot.Resources);
        if (resources.FirstOrDefault(resource => resource.Urn == urn && !resource.Delete) is { } known)
        {
            var id = known.ImportId.Length > 0 ? known.ImportId : known.Id;
            if (id != import.Id)
            {
                Fail(urn, import, $"resource '{urn}' already exists");
            }

            return;
        }

        if (!resources.Any(resource => resource.Urn == import.Parent))
        {
            Fail(urn, import, $"unknown parent '{import.Parent}' for resource '{urn}'");
            return;
        }

        var goal = new Goal
        {
            Type = import.Type,
            Name = import.Name,
            Parent = import.Parent,
            Custom = !import.IsComponent,
            Protect = import.Protect,
            ImportId = import.Id,
        };
        if (import.IsComponent)
        {
            var step = new ResourceStep(StepOp.Import, null, ResourceStates.Wanted(urn, goal));
            await runner.InSlotAsync(() => runner.RunAsync(step, null, () => Task.FromResult<ResourceState?>(step.New!.Created())));
            return;
        }

        var wanted = ResourceStates.Wanted(urn, goal with { Provider = await ProviderAsync(import) });
        await runner.InSlotAsync(() => _steps.ImportAsync(wanted, import.Id));
    }

    private async Task<string> ProviderAsync(Import import)
    {
        var package = Urns.Package(import.Type);
        var known = context.Snapshot.Resources.Where(resource => resource.IsProvider && Urns.Package(resource.Type) == package).ToList();
        if (import.Provider.Length > 0)
        {
            var named = known.Find(resource => resource.Urn == import.Provider);
            return named is not null
                ? Urns.Reference(named.Urn, named.Id)
                : throw Stopped($"unknown provider '{import.Provider}' for resource '{import.Name}'");
        }

        // Without a version, the real engine makes a provider called "default"; one that the program already uses works as well.
        var version = import.Version.Length > 0 ? import.Version : SandboxProviders.Version(package) ?? "";
        var usual = known.Find(resource => Urns.Name(resource.Urn) == Urns.DefaultProviderName(version));
        return usual is not null ? Urns.Reference(usual.Urn, usual.Id) : await registrar.DefaultProviderAsync(package, version);
    }

    private void Fail(string urn, Import import, string message) =>
        runner.Fail(
            new ResourceStep(StepOp.Import, null, ResourceStates.Wanted(urn, new Goal { Type = import.Type, Name = import.Name })),
            message
        );

    private RunStoppedException Stopped(string message)
    {
        context.Events.Message(LogSeverity.Error, "", message);
        context.Control.Stop();
        return new RunStoppedException();
    }
}
