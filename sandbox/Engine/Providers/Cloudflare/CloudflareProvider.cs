using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers.Hosting;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>cloudflare: the resources that the stack uses, each as one request to the API. It sends what the real provider was recorded sending.</summary>
/// <param name="log">Takes the provider's warnings.</param>
internal sealed class CloudflareProvider(IProviderLog log) : ResourceProvider.ResourceProviderBase, IDisposable
{
    private const string StaysWarning =
        "[WARNING] This resource cannot be destroyed from Terraform. If you create this resource, it will be present in the API until "
        + "manually deleted.: Resource Destruction Considerations";

    private ApiClient? _api;

    private ApiClient Api => _api ?? throw ProviderFailure.Of(
        "The cloudflare provider has no credentials: set cloudflare:apiToken (pulumi config set --secret cloudflare:apiToken ...) or CLOUDFLARE_API_TOKEN.");

    public override Task<ProviderHandshakeResponse> Handshake(ProviderHandshakeRequest request, ServerCallContext context) =>
        Task.FromResult(new ProviderHandshakeResponse());

    public override Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context)
    {
        var inputs = request.News.Clone();
        if (inputs.Fields.TryGetValue("apiToken", out var token))
        {
            inputs.Fields["apiToken"] = Markers.Secret(token);
        }

        return Task.FromResult(new CheckResponse { Inputs = inputs });
    }

    public override Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context) => Task.FromResult(new DiffResponse());

    public override Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context)
    {
        var token = request.Args?.Text("apiToken") ?? Environment.GetEnvironmentVariable("CLOUDFLARE_API_TOKEN");
        var url = request.Args?.Text("baseUrl") ?? Environment.GetEnvironmentVariable("CLOUDFLARE_BASE_URL") ?? "https://api.cloudflare.com/client/v4";
        _api = string.IsNullOrEmpty(token) ? null : new ApiClient(url, token);
        return Task.FromResult(new ConfigureResponse { SupportsPreview = true, AcceptResources = true, SupportsAutonamingConfiguration = true });
    }

    public override async Task<InvokeResponse> Invoke(InvokeRequest request, ServerCallContext context) =>
        new() { Return = await CloudflareFunctions.Invoke(Api, request.Tok, request.Args).ConfigureAwait(false) };

    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context)
    {
        var kind = ResourceKinds.Of(ProviderFailure.TypeOf(request.Type, request.Urn));
        var response = new CheckResponse { Inputs = request.News.Select(value => value) };
        foreach (var name in kind.Required.Where(name => request.News.Fields.GetValueOrDefault(name) is null or { IsNull: true }))
        {
            response.Refuse(name, $"Missing required property '{name}'");
        }

        foreach (var name in request.News.Fields.Keys.Where(name => !kind.Inputs.Contains(name) && !Markers.IsInternal(name)))
        {
            response.Refuse(name, $"{kind.Token.Split(':')[^1]} has no property '{name}'");
        }

        foreach (var name in kind.Secrets.Where(response.Inputs.Fields.ContainsKey))
        {
            response.Inputs.Fields[name] = Markers.Secret(response.Inputs.Fields[name]);
        }

        return Task.FromResult(response);
    }

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context)
    {
        var kind = ResourceKinds.Of(ProviderFailure.TypeOf(request.Type, request.Urn));
        var (old, asked, now) = (request.Olds.Plain(), request.OldInputs.Plain(), request.News.Plain());
        var changed = kind.Inputs.Where(name => Changed(name, old, asked, now)).ToList();
        if (changed.Count == 0)
        {
            return Task.FromResult(new DiffResponse { Changes = DiffResponse.Types.DiffChanges.DiffNone });
        }

        var replaces = changed.Where(kind.Replaced).ToList();
        var diffs = changed.Concat(replaces.Count > 0 ? [] : kind.ComputedOnChange).Distinct().Order(StringComparer.Ordinal);
        return Task.FromResult(new DiffResponse
        {
            Changes = DiffResponse.Types.DiffChanges.DiffSome,
            Diffs = { diffs },
            Replaces = { replaces },
        });
    }

    public override async Task<CreateResponse> Create(CreateRequest request, ServerCallContext context)
    {
        var kind = ResourceKinds.Of(ProviderFailure.TypeOf(request.Type, request.Urn));
        if (request.Preview)
        {
            return new CreateResponse { Properties = Planned(kind, request.Properties, new Struct(), kind.ComputedFor(request.Properties).Append("id")) };
        }

        if (kind.StaysAfterDestroy)
        {
            await log.LogAsync(LogSeverity.Warning, request.Urn, StaysWarning).ConfigureAwait(false);
        }

        var inputs = request.Properties.Plain();
        var answer = await Send(kind.Create, "", inputs, Answers.Body(kind, inputs, update: false)).ConfigureAwait(false);
        var id = kind.IdFrom == "id" ? (string?)answer?["id"] ?? throw ProviderFailure.Of("The API answered without an id.") : inputs.Text(kind.IdFrom)!;
        return new CreateResponse { Id = id, Properties = Answers.Created(kind, id, inputs, answer) };
    }

    public override async Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context)
    {
        var kind = ResourceKinds.Of(ProviderFailure.TypeOf(request.Type, request.Urn));
        if (request.Preview)
        {
            return new UpdateResponse { Properties = Planned(kind, request.News, request.Olds, kind.ComputedOnChange) };
        }

        var inputs = request.News.Plain();
        var answer = await Send(kind.Update!, request.Id, inputs, Answers.Body(kind, inputs, update: true)).ConfigureAwait(false);
        return new UpdateResponse { Properties = Answers.Outputs(kind, request.Id, inputs, answer) };
    }

    public override async Task<ReadResponse> Read(ReadRequest request, ServerCallContext context)
    {
        var kind = ResourceKinds.Of(ProviderFailure.TypeOf(request.Type, request.Urn));
        var import = new ImportId(kind, request.Id, request.Properties.Plain());
        var answer = await Api.Send(HttpMethod.Get, Answers.Path(kind.Read, import.Id, import.Properties), missing: true).ConfigureAwait(false);
        if (answer is null)
        {
            return new ReadResponse();
        }

        var old = request.Inputs?.Plain() ?? new Struct();
        var outputs = Answers.Outputs(kind, import.Id, import.Properties, answer);
        return new ReadResponse { Id = import.Id, Properties = outputs, Inputs = Answers.Inputs(kind, old, outputs) };
    }

    public override async Task<Empty> Delete(DeleteRequest request, ServerCallContext context)
    {
        var kind = ResourceKinds.Of(ProviderFailure.TypeOf(request.Type, request.Urn));
        if (kind.Delete is { } call)
        {
            await Send(call, request.Id, request.Properties.Plain(), null).ConfigureAwait(false);
        }

        return new Empty();
    }

    public void Dispose() => _api?.Dispose();

    private Task<JsonNode?> Send(ApiCall call, string id, Struct properties, JsonObject? body) =>
        Api.Send(call.Method, Answers.Path(call, id, properties), body);

    /// <summary>An input changed when it was asked for differently before, or when what is there does not have it (drift that a refresh saw).</summary>
    private static bool Changed(string name, Struct old, Struct asked, Struct now)
    {
        var want = now.Fields.GetValueOrDefault(name) ?? Value.ForNull();
        var before = asked.Fields.GetValueOrDefault(name) ?? Value.ForNull();
        return Differences.Between(before, want) is not null
            || (!want.IsNull && old.Fields.TryGetValue(name, out var there) && !Answers.Covers(there, want));
    }

    private static Struct Planned(ResourceKind kind, Struct inputs, Struct old, IEnumerable<string> unknown)
    {
        var planned = old.Clone();
        foreach (var (name, value) in inputs.Fields)
        {
            planned.Fields[name] = value;
        }

        foreach (var name in kind.Secrets.Where(planned.Fields.ContainsKey))
        {
            planned.Fields[name] = Markers.Secret(planned.Fields[name]);
        }

        foreach (var name in unknown.Where(name => !inputs.Fields.ContainsKey(name)))
        {
            planned.Fields[name] = Markers.Unknown;
        }

        if (kind.Always.TryGetValue("description", out var description) && !planned.Fields.ContainsKey("description"))
        {
            planned.Fields["description"] = Value.ForString((string)description);
        }

        return planned;
    }
}
