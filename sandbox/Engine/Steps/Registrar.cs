using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers.Instances;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>Plans each registration in turn and runs the steps in parallel.</summary>
internal sealed class Registrar(RunContext context, StepRunner runner, OldResources olds, Targeting targeting) : IDisposable
{
    private readonly SemaphoreSlim _deciding = new(1);
    private readonly ConcurrentDictionary<string, ResourceState> _registered = new();
    private readonly ConcurrentDictionary<string, Result> _failed = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<ResourceState>>> _defaultProviders = new();
    private readonly ParentOptions _parents = new();
    private readonly StepPlanner _planner = new(context, runner, olds, targeting);

    /// <summary>Whether the program has registered this URN.</summary>
    public bool IsRegistered(string urn) => _registered.ContainsKey(urn);

    /// <summary>The stack's own URN; null until it is registered.</summary>
    public string? RootUrn { get; private set; }

    /// <exception cref="RunStoppedException">The registration failed, or the run is stopping; the error has been reported.</exception>
    public async Task<ResourceState> RegisterAsync(Goal goal)
    {
        context.Control.ThrowIfStopping();
        var urn = Urns.Create(context.Stack, context.Project.Name, goal.Parent, goal.Type, goal.Name);
        if (goal.Parent.Length > 0 && !IsRegistered(goal.Parent))
        {
            throw Refuse(urn, $"could not find parent resource {goal.Parent}");
        }

        goal = _parents.Inherit(urn, goal);
        if (goal.Custom && !Urns.IsProviderType(goal.Type) && goal.Provider.Length == 0)
        {
            goal = goal with { Provider = await DefaultProviderAsync(Urns.Package(goal.Type), goal.Version) };
        }

        if (Urns.IsProviderType(goal.Type) && goal.Version.Length > 0)
        {
            goal = goal with { Inputs = With(goal.Inputs, "version", goal.Version) };
        }

        Claim(urn, goal);
        if (_registered[urn].AllDependencies.Any(IsFailed))
        {
            _failed[urn] = Result.Skip;
            return _registered[urn];
        }

        Func<Task<ResourceState>> steps;
        var old = Take(urn, goal);
        var imported = targeting.Includes(urn) ? await _planner.ImportAsync(urn, goal, old) : null;
        await _deciding.WaitAsync();
        try
        {
            context.Control.ThrowIfStopping();
            steps = await _planner.PlanAsync(urn, goal, imported ?? old, imported is not null);
        }
        catch (ProviderException error)
        {
            throw Refuse(Urns.IsDefaultProvider(urn) ? "" : urn, error.Message);
        }
        finally
        {
            _deciding.Release();
        }

        ResourceState state;
        try
        {
            state = await runner.InSlotAsync(steps);
        }
        catch (RunStoppedException) when (!context.Control.Stopping)
        {
            // With --continue-on-error, the run continues without it and its dependents.
            _failed[urn] = Result.Fail;
            return _registered[urn];
        }

        _registered[urn] = state;
        return state;
    }

    /// <summary>A registration's result in a run that continues after failures.</summary>
    public Result ResultOf(string urn) => _failed.GetValueOrDefault(urn, Result.Success);

    /// <summary>Whether a failed resource depends on this one, which must therefore stay.</summary>
    public bool IsNeededByFailed(ResourceState resource)
    {
        var needed = new HashSet<string>(_failed.Keys);
        foreach (var other in context.Snapshot.Resources.Reverse().Where(other => needed.Contains(other.Urn)))
        {
            needed.UnionWith(other.AllDependencies);
        }

        return needed.Contains(resource.Urn);
    }

    /// <summary>Records the outputs of a component or of the stack.</summary>
    public async Task RegisterOutputsAsync(string urn, Struct outputs)
    {
        if (!_registered.TryGetValue(urn, out var before))
        {
            throw Refuse(urn, $"cannot complete a resource '{urn}' whose registration isn't pending");
        }

        if (targeting.IsSkipped(urn) || IsFailed(urn))
        {
            return;
        }

        var now = before with { Outputs = outputs };
        if (!before.Outputs.Equals(outputs))
        {
            _registered[urn] = now;
            await context.Snapshot.UpdateAsync(before, now);
        }

        context.Events.StepOutputs(_planner.StepOf(urn) with { New = now });
    }

    /// <summary>Returns a package's default provider reference and registers the provider on first use.</summary>
    public async Task<string> DefaultProviderAsync(string package, string version)
    {
        var name = Urns.DefaultProviderName(version);
        var provider = await _defaultProviders
            .GetOrAdd(
                $"{package} {name}",
                _ => new Lazy<Task<ResourceState>>(() =>
                    RegisterAsync(
                        new Goal
                        {
                            Type = Urns.ProviderType(package),
                            Name = name,
                            Custom = true,
                            Version = version,
                            Inputs = Configured(package),
                        }
                    )
                )
            )
            .Value;
        return Urns.Reference(provider.Urn, provider.Id);
    }

    /// <summary>Returns the provider reference for an invoke: its parent's for the package, else the default.</summary>
    public async Task<string> InvokeProviderAsync(string parent, string package, string version) =>
        _parents.ProviderOf(parent, package) is { Length: > 0 } reference ? reference : await DefaultProviderAsync(package, version);

    public void Dispose() => _deciding.Dispose();

    private bool IsFailed(string urn) => _failed.ContainsKey(urn);

    private Struct Configured(string package)
    {
        var inputs = new Struct();
        foreach (var (key, value) in context.Configuration.OfPackage(package))
        {
            inputs.Fields[key] = value.Secret ? Markers.Secret(Value.ForString(value.Value)) : Value.ForString(value.Value);
        }

        return inputs;
    }

    private ResourceState? Take(string urn, Goal goal)
    {
        try
        {
            return olds.Take(urn, goal, context.Stack, context.Project.Name);
        }
        catch (ProviderException error)
        {
            throw Refuse(urn, error.Message);
        }
    }

    private void Claim(string urn, Goal goal)
    {
        if (goal.Type == Urns.StackType)
        {
            RootUrn = urn;
        }

        if (!_registered.TryAdd(urn, ResourceStates.Wanted(urn, goal)))
        {
            throw Refuse(urn, $"Duplicate resource URN '{urn}'; try giving it a unique name");
        }
    }

    private RunStoppedException Refuse(string urn, string message)
    {
        context.Events.Message(LogSeverity.Error, urn, message);
        context.Control.Stop();
        return new RunStoppedException();
    }

    private static Struct With(Struct properties, string key, string value)
    {
        var copy = properties.Clone();
        copy.Fields.TryAdd(key, Value.ForString(value));
        return copy;
    }
}
