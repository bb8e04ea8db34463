using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using Pulumi.Serialization;

namespace Pulumi;

public sealed partial class Deployment
{
    internal Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options) => new(InvokeOutputAsync<T>(token, args, options));

    internal async Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options)
    {
        var (arguments, _) = await SerializeAsync(args.ToDictionary(), $"invoke:{token}").ConfigureAwait(false);
        return (T)(await CallAsync(token, arguments, typeof(T), options).ConfigureAwait(false)).Value!;
    }

    private async Task<OutputData<T>> InvokeOutputAsync<T>(string token, InvokeArgs args, InvokeOptions? options)
    {
        var (arguments, byArgument) = await SerializeArgumentsAsync(token, args).ConfigureAwait(false);
        HashSet<Resource> resources = [.. byArgument.Values.SelectMany(resource => resource)];
        if (options is InvokeOutputOptions { DependsOn: var dependsOn })
        {
            resources.UnionWith(await dependsOn.ToOutput().GetValueAsync(whenUnknown: []).ConfigureAwait(false));
        }

        if (Serializer.ContainsUnknown(Value.ForStruct(arguments)) || !await AllMadeAsync(resources).ConfigureAwait(false))
        {
            return OutputData<T>.Unknown();
        }

        var result = await CallAsync(token, arguments, typeof(T), options).ConfigureAwait(false);
        return result.With((T)result.Value!) with { Resources = [.. resources] };
    }

    private async Task<(Struct Properties, Dictionary<string, IReadOnlySet<Resource>> Resources)> SerializeArgumentsAsync(
        string token,
        InvokeArgs args
    )
    {
        try
        {
            return await SerializeAsync(args.ToDictionary(), $"invoke:{token}").ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Logged here, because nobody may await the failed output.
            await Log.SendAsync(LogSeverity.Error, $"Error serializing arguments for invoke {token}: {exception}").ConfigureAwait(false);
            throw;
        }
    }

    private async Task<OutputData<object?>> CallAsync(string token, Struct arguments, System.Type resultType, InvokeOptions? options)
    {
        var provider = options?.Provider ?? options?.Parent?.ProviderFor(token);
        var response = await _monitor
            .InvokeAsync(
                new ResourceInvokeRequest
                {
                    Tok = token,
                    Args = arguments,
                    Provider = provider is null ? "" : await provider.ReferenceAsync().ConfigureAwait(false),
                    Version = options?.Version ?? "",
                    AcceptResources = true,
                }
            )
            .ConfigureAwait(false);
        if (response.Failures.Count > 0)
        {
            var reasons = response.Failures.Select(failure => $"{failure.Reason} ({failure.Property})");
            throw new InvalidOperationException($"Invoke of '{token}' failed: {string.Join("; ", reasons)}");
        }

        return Converter.Convert(
            Value.ForStruct(response.Return ?? new Struct()),
            resultType,
            $"{token} result",
            warning => Pulumi.Log.Warn(warning)
        );
    }

    /// <summary>Whether all these resources exist, so that a function may read them.</summary>
    private static async Task<bool> AllMadeAsync(IEnumerable<Resource> resources)
    {
        foreach (var resource in Dependencies.Expand(resources).Where(resource => resource is not DependencyResource))
        {
            if (!(await resource.Id.Data.ConfigureAwait(false)).IsKnown)
            {
                return false;
            }
        }

        return true;
    }
}
