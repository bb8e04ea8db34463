using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers.Instances;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Engine.Steps;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Program;

/// <summary>
/// The program's API: registrations and invokes. https://github.com/pulumi/pulumi/blob/master/proto/pulumi/resource.proto
/// </summary>
internal sealed class MonitorService(RunContextSource source, ProgramEnvironment environment) : ResourceMonitor.ResourceMonitorBase
{
    // With those of unsupported options, so that an SDK sends these and they are refused by name.
    private static readonly HashSet<string> Features =
    [
        "secrets",
        "resourceReferences",
        "outputValues",
        "aliasSpecs",
        "deletedWith",
        "replaceWith",
        "replacementTrigger",
    ];

    private static readonly ResourceMonitorFeature[] FeatureList =
    [
        ResourceMonitorFeature.Secrets,
        ResourceMonitorFeature.ResourceReferences,
        ResourceMonitorFeature.OutputValues,
        ResourceMonitorFeature.AliasSpecs,
        ResourceMonitorFeature.DeletedWith,
        ResourceMonitorFeature.ReplaceWith,
        ResourceMonitorFeature.ReplacementTrigger,
        ResourceMonitorFeature.InvokeParent,
    ];

    public override Task<DeploymentInfo> GetDeploymentInfo(Empty request, ServerCallContext context) =>
        Task.FromResult(
            new DeploymentInfo
            {
                Project = environment.Project,
                Stack = environment.Stack,
                Organization = ProgramEnvironment.Organization,
                Config = { environment.Config },
                ConfigSecretKeys = { environment.SecretKeys },
                DryRun = environment.DryRun,
                Parallel = environment.Parallel,
                SupportedFeatures = { FeatureList },
            }
        );

    public override Task<SupportsFeatureResponse> SupportsFeature(SupportsFeatureRequest request, ServerCallContext context) =>
        Task.FromResult(new SupportsFeatureResponse { HasSupport = Features.Contains(request.Id) });

    public override Task<RegisterResourceResponse> RegisterResource(RegisterResourceRequest request, ServerCallContext context) =>
        AnswerAsync(async registrar =>
        {
            if (UnsupportedOptions.Find(request) is { } refusal)
            {
                throw await RefuseAsync(refusal);
            }

            var state = await registrar.RegisterAsync(Goal.From(request));
            if (registrar.ResultOf(state.Urn) is var result and not Result.Success)
            {
                return request.SupportsResultReporting
                    ? new RegisterResourceResponse
                    {
                        Urn = state.Urn,
                        Object = new Struct(),
                        Result = result,
                    }
                    : throw new RpcException(new Status(StatusCode.Internal, "resource registration failed"));
            }

            return new RegisterResourceResponse
            {
                Urn = state.Urn,
                Id = state.Id,
                Object = request.AcceptSecrets ? OutputsFor(request, state) : OutputsFor(request, state).Plain(),
            };
        });

    /// <summary>
    /// A component registers its outputs later. An SDK without partial values gets none of them yet and takes them as unknown.
    /// </summary>
    private static Struct OutputsFor(RegisterResourceRequest request, ResourceState state)
    {
        var outputs = new Struct();
        foreach (var (key, value) in state.Custom ? state.Outputs.Fields : [])
        {
            if (request.SupportsPartialValues || !value.ContainsUnknown())
            {
                outputs.Fields[key] = value;
            }
        }

        return outputs;
    }

    public override Task<Empty> RegisterResourceOutputs(RegisterResourceOutputsRequest request, ServerCallContext context) =>
        AnswerAsync(async registrar =>
        {
            if (UnsupportedOptions.Find(request) is { } refusal)
            {
                throw await RefuseAsync(refusal);
            }

            await registrar.RegisterOutputsAsync(request.Urn, SecretMarks.Resolve(request.Outputs ?? new Struct()));
            return new Empty();
        });

    public override Task<ResourceInvokeResponse> Invoke(ResourceInvokeRequest request, ServerCallContext context) =>
        AnswerAsync(async registrar =>
        {
            if (UnsupportedOptions.Find(request) is { } refusal)
            {
                throw await RefuseAsync(refusal);
            }

            var run = await source.ContextAsync();
            try
            {
                var reference =
                    request.Provider.Length > 0
                        ? request.Provider
                        : await registrar.InvokeProviderAsync(request.Parent, Urns.Package(request.Tok), request.Version);
                var provider = await run.Providers.GetAsync(reference, () => run.Snapshot.Resources);
                var response = await provider.InvokeAsync(request.Tok, SecretMarks.Resolve(request.Args ?? new Struct()), run.IsPreview);
                return new ResourceInvokeResponse { Return = response.Return, Failures = { response.Failures } };
            }
            catch (ProviderException error)
            {
                throw new RpcException(new Status(StatusCode.Unknown, $"invocation of {request.Tok} returned an error: {error.Message}"));
            }
        });

    public override Task<ReadResourceResponse> ReadResource(ReadResourceRequest request, ServerCallContext context) =>
        RefusedAsync<ReadResourceResponse>($"{request.Type} '{request.Name}' is read, not owned");

    public override Task<CallResponse> Call(ResourceCallRequest request, ServerCallContext context) =>
        RefusedAsync<CallResponse>($"The program calls the method {request.Tok}");

    public override Task<Empty> RegisterStackTransform(Callback request, ServerCallContext context) =>
        RefusedAsync<Empty>("The program registers a resource transform");

    public override Task<Empty> RegisterStackInvokeTransform(Callback request, ServerCallContext context) =>
        RefusedAsync<Empty>("The program registers an invoke transform");

    public override Task<Empty> RegisterResourceHook(RegisterResourceHookRequest request, ServerCallContext context) =>
        RefusedAsync<Empty>($"The program registers the hook '{request.Name}'");

    public override Task<Empty> RegisterErrorHook(RegisterErrorHookRequest request, ServerCallContext context) =>
        RefusedAsync<Empty>($"The program registers the error hook '{request.Name}'");

    public override Task<RegisterPackageResponse> RegisterPackage(RegisterPackageRequest request, ServerCallContext context) =>
        RefusedAsync<RegisterPackageResponse>($"The program registers the parameterized package '{request.Name}'");

    public override async Task<Empty> SignalAndWaitForShutdown(Empty request, ServerCallContext context)
    {
        source.ProgramIsDone();
        await source.RunIsOver;
        return new Empty();
    }

    private Task<T> AnswerAsync<T>(Func<Registrar, Task<T>> answer) => source.Track(TryAsync(answer));

    private async Task<T> TryAsync<T>(Func<Registrar, Task<T>> answer)
    {
        try
        {
            return await answer(await source.RegistrarAsync());
        }
        catch (RunStoppedException)
        {
            throw Stopped();
        }
        catch (Exception error) when (error is not RpcException)
        {
            // Any error here must end the run, not only the program's call.
            throw await RefuseAsync(error.Message);
        }
    }

    private Task<T> RefusedAsync<T>(string what) => AnswerAsync<T>(async _ => throw await RefuseAsync(UnsupportedOptions.Sentence(what)));

    private async Task<Exception> RefuseAsync(string sentence)
    {
        var run = await source.ContextAsync();
        run.Events.Message(LogSeverity.Error, "", sentence);
        run.Control.Stop();
        return Stopped();
    }

    private static RpcException Stopped() => new(new Status(StatusCode.Unavailable, "The run has stopped."));
}
