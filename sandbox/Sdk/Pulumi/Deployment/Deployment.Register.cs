using NodeBBInfra.Rpc;
using Pulumi.Serialization;

namespace Pulumi;

public sealed partial class Deployment
{
    /// <summary>Registers a resource and resolves its outputs from the response.</summary>
    internal void Register(Resource resource, ResourceArgs args, ResourceOptions options) =>
        Tasks.Add(CompleteAsync(resource, args, options));

    /// <summary>Registers a component's outputs.</summary>
    internal void RegisterOutputs(Resource resource, Output<IDictionary<string, object?>> outputs) =>
        Tasks.Add(RegisterOutputsAsync(resource, outputs));

    private async Task CompleteAsync(Resource resource, ResourceArgs args, ResourceOptions options)
    {
        // The calling constructor is not finished; nothing may see the resource before it is.
        await Task.Yield();
        try
        {
            Fill(resource, await RegisterAsync(resource, args, options).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            foreach (var pending in resource.Pending.Values)
            {
                pending.Fail(exception);
            }

            throw;
        }
    }

    private async Task<RegisterResourceResponse> RegisterAsync(Resource resource, ResourceArgs args, ResourceOptions options)
    {
        var request = await NewRequestAsync(resource, options).ConfigureAwait(false);
        var prepared = await PrepareAsync(resource, args, options).ConfigureAwait(false);
        request.Object = prepared.Properties;
        request.Parent = prepared.Parent;
        request.Provider = prepared.Provider;
        request.Dependencies.Add(prepared.Dependencies);
        foreach (var (name, urns) in prepared.PropertyDependencies)
        {
            request.PropertyDependencies.Add(name, new() { Urns = { urns } });
        }

        return await _monitor.RegisterResourceAsync(resource, request).ConfigureAwait(false);
    }

    private void Fill(Resource resource, RegisterResourceResponse answer)
    {
        foreach (var (name, pending) in resource.Pending)
        {
            pending.Set(
                name switch
                {
                    "urn" => OutputData<object?>.Of(answer.Urn),
                    "id" => answer.Id is { Length: > 0 } id ? OutputData<object?>.Of(id) : OutputData<object?>.Unknown(),
                    _ when answer.Object.Fields.TryGetValue(name, out var value) => Converter.Convert(
                        value,
                        pending.ValueType,
                        $"{resource.GetType().FullName}.{name}",
                        warning => Pulumi.Log.Warn(warning, resource)
                    ) with
                    {
                        Resources = DependenciesOf(answer, name),
                    },

                    // An output missing in the response is unknown in a preview, and null otherwise.
                    _ => OutputData<object?>.Of(null) with { IsKnown = !Settings.IsDryRun && answer.Result == Result.Success },
                }
            );
        }
    }

    private static ImmutableHashSet<Resource> DependenciesOf(RegisterResourceResponse answer, string name) =>
        answer.PropertyDependencies.TryGetValue(name, out var dependencies)
            ? [.. dependencies.Urns.Select(urn => new DependencyResource(urn))]
            : [];

    private async Task RegisterOutputsAsync(Resource resource, Output<IDictionary<string, object?>> outputs)
    {
        var urn = await resource.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        var values = await outputs.GetValueAsync(whenUnknown: new Dictionary<string, object?>()).ConfigureAwait(false);
        var serialized = await SerializeAsync(values, "monitor.registerResourceOutputs(...)").ConfigureAwait(false);
        await _monitor.RegisterResourceOutputsAsync(new() { Urn = urn, Outputs = serialized.Properties }).ConfigureAwait(false);
    }
}
