using System.Net;
using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers.Instances;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>
/// The part of pulumi-cloudflare 6.17 that the stack uses, with the real provider's HTTP requests.
/// https://www.pulumi.com/registry/packages/cloudflare/
/// </summary>
/// <param name="log">Receives warnings and errors.</param>
internal sealed partial class CloudflareProvider(IProviderLog log) : ProviderBase("cloudflare", Version)
{
    /// <summary>The plugin version that this provider replaces.</summary>
    public const string Version = "6.17.0";

    private const string Stays =
        "[WARNING] This resource cannot be destroyed from Terraform. If you create this resource, it will be present in the API until manually deleted.: Resource Destruction Considerations";
    private const string NotFound =
        "[WARNING] The resource was not found on the server and will be removed from state.: Resource not found";

    private const string BadToken =
        "could not validate provider configuration: Attribute api_token API tokens must only contain characters a-z, A-Z, 0-9, hyphens and underscores";

    private static readonly HttpClient Http = new();
    private CloudflareClient? _client;

    private CloudflareClient Client =>
        _client
        ?? throw Failure(
            "The cloudflare provider has no credentials: set cloudflare:apiToken (pulumi config set --secret cloudflare:apiToken ...) or CLOUDFLARE_API_TOKEN."
        );

    public override Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context)
    {
        var response = new CheckResponse { Inputs = SecretMarks.Apply(request.News, ["apiToken"]) };
        if (request.News.Plain().Text("apiToken") is { } token && !ApiToken().IsMatch(token))
            response.Failures.Add(new CheckFailure { Reason = BadToken });
        return Task.FromResult(response);
    }

    public override Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context)
    {
        var token = request.Args.Text("apiToken") ?? Environment.GetEnvironmentVariable("CLOUDFLARE_API_TOKEN");
        var baseUrl =
            request.Args.Text("baseUrl") ?? Environment.GetEnvironmentVariable("CLOUDFLARE_BASE_URL") ?? CloudflareClient.DefaultBaseUrl;
        _client = string.IsNullOrEmpty(token) ? null : new CloudflareClient(Http, baseUrl, token);
        return base.Configure(request, context);
    }

    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context)
    {
        var kind = Kind(request.Urn);
        var response = InputChanges.Check(request, kind.Required, kind.Optional);
        response.Inputs = SecretMarks.Apply(response.Inputs, kind.Secret);
        return Task.FromResult(response);
    }

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context)
    {
        var kind = Kind(request.Urn);
        var changed = InputChanges.Of(request);
        var replaces = changed.Where(kind.Replaces.Contains).ToList();
        return Task.FromResult(InputChanges.Response(changed, replaces.Count > 0 ? changed : changed.Concat(kind.Volatile), replaces));
    }

    public override async Task<CreateResponse> Create(CreateRequest request, ServerCallContext context)
    {
        var kind = Kind(request.Urn);
        if (kind.StaysAfterDelete)
        {
            await log.LogAsync(LogSeverity.Warning, request.Urn, Stays);
        }

        if (request.Preview)
        {
            return new CreateResponse { Properties = SecretMarks.Apply(kind.PlanNew(request.Properties), kind.Secret) };
        }

        var outputs = await CallAsync(request.Urn, () => kind.CreateAsync(Client, request.Properties));
        return new CreateResponse { Id = outputs.Text("id")!, Properties = Finish(kind, outputs) };
    }

    public override async Task<ReadResponse> Read(ReadRequest request, ServerCallContext context)
    {
        var kind = Kind(request.Urn);
        // A Get in a program sends no properties either; its id is an import id.
        var properties = request.Properties ?? new Struct();
        var importing = properties.Fields.Count == 0;
        var (id, known) = importing ? kind.FromImportId(request.Id) : (request.Id, properties);
        try
        {
            // The real provider reads twice on import: to import, then to refresh.
            var outputs = await kind.ReadAsync(Client, id, known);
            outputs = importing ? await kind.ReadAsync(Client, id, known) : outputs;
            return new ReadResponse
            {
                Id = id,
                Properties = Finish(kind, outputs),
                Inputs = SecretMarks.Apply(ReadInputs.Of(kind, importing ? null : request.Inputs, known, outputs), kind.Secret),
            };
        }
        catch (CloudflareException error) when (error.Status == HttpStatusCode.NotFound)
        {
            await log.LogAsync(LogSeverity.Warning, request.Urn, NotFound);
            return new ReadResponse { Properties = new Struct(), Inputs = new Struct() };
        }
        catch (CloudflareException error)
        {
            throw await ReportAsync(request.Urn, error);
        }
    }

    public override async Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context)
    {
        var kind = Kind(request.Urn);
        if (request.Preview)
        {
            var plan = kind.Plan(request.Olds, request.News);
            plan.Fields.Remove("__meta");
            return new UpdateResponse { Properties = SecretMarks.Apply(plan, kind.Secret) };
        }

        var outputs = await CallAsync(request.Urn, () => kind.UpdateAsync(Client, request.Id, request.Olds, request.News));
        return new UpdateResponse { Properties = Finish(kind, outputs) };
    }

    public override Task<Empty> Delete(DeleteRequest request, ServerCallContext context) =>
        CallAsync(
            request.Urn,
            async () =>
            {
                await Kind(request.Urn).DeleteAsync(Client, request.Id, request.Properties);
                return new Empty();
            }
        );

    public override async Task<InvokeResponse> Invoke(InvokeRequest request, ServerCallContext context)
    {
        try
        {
            return new InvokeResponse { Return = await CloudflareFunctions.CallAsync(Client, request.Tok, request.Args) };
        }
        catch (CloudflareException error)
        {
            throw await ReportAsync("", error);
        }
        catch (CloudflareFunctionException error)
        {
            await log.LogAsync(LogSeverity.Error, "", $"[ERROR] {error.Detail}: {error.Summary}");
            throw Failure($"{error.Summary}: {error.Detail}");
        }
    }

    // The plugin's own pattern, which is not anchored:
    // https://github.com/cloudflare/terraform-provider-cloudflare/blob/main/internal/provider.go
    [GeneratedRegex("[A-Za-z0-9-_]{40}")]
    private static partial Regex ApiToken();

    private static Struct Finish(CloudflareKind kind, Struct outputs)
    {
        outputs.Fields["__meta"] = Value.ForString("{\"schema_version\":\"500\"}");
        return SecretMarks.Apply(outputs, kind.Secret);
    }

    private static CloudflareKind Kind(string urn) =>
        CloudflareKinds.All.GetValueOrDefault(Urns.Type(urn))
        ?? throw Failure(
            $"The sandbox knows no cloudflare resource '{Urns.Type(urn)}'; it knows {string.Join(", ", CloudflareKinds.All.Keys)}."
        );

    private async Task<T> CallAsync<T>(string urn, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (CloudflareException error)
        {
            throw await ReportAsync(urn, error);
        }
    }

    /// <summary>Reported twice, like the real provider: as a log message and as the failure.</summary>
    private async Task<RpcException> ReportAsync(string urn, CloudflareException error)
    {
        await log.LogAsync(LogSeverity.Error, urn, $"[ERROR] {error.Request}: failed to make http request");
        return Failure(error.Message);
    }
}
