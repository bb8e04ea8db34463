using System.Text.Json.Nodes;
using Google.Protobuf;
using Grpc.Core;
using NodeBBInfra.Rpc;
using NodeBBInfra.Tests.Sdk;

namespace NodeBBInfra.Tests.Conformance.Wire;

/// <summary>One run of a program under the real engine: its start, its requests and their responses.</summary>
internal sealed class RecordedProgram
{
    private const string Monitor = "ResourceMonitor/";
    private static readonly JsonParser s_parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));
    private readonly Dictionary<string, JsonObject> _answers = [];
    private readonly List<JsonObject> _calls;
    private readonly JsonObject _run;

    /// <param name="step">Folder and label: <c>stack/01-preview</c>.</param>
    public RecordedProgram(string step)
    {
        _calls = [.. File.ReadLines(PathOf(step + ".jsonl")).Select(line => JsonNode.Parse(line)!.AsObject())];
        _run = _calls.Single(call => (string)call["call"]! == "LanguageRuntime/Run");
        foreach (var call in _calls.Where(call => ((string)call["call"]!).StartsWith(Monitor, StringComparison.Ordinal)))
        {
            var request = WireRequest.Of(((string)call["call"]!)[Monitor.Length..], call["request"]!.AsObject());
            Requests.Add(request);
            _answers.Add(request.Key, call["response"]!.AsObject());
        }

        Requests.AddRange(_calls.Where(call => IsFailed(call, "Create")).Select(Failed));
    }

    public List<WireRequest> Requests { get; } = [];

    /// <summary>Whether the program succeeded.</summary>
    public bool Succeeded => _run["errors"] is null && _run["response"]!["bail"] is null;

    /// <summary>The steps with recorded calls in which a program ran: no refresh or destroy.</summary>
    public static IEnumerable<string> StepsOf(string folder) =>
        Directory
            .GetFiles(PathOf(folder), "??-*.jsonl")
            .Where(file => File.ReadLines(file).Any(line => line.Contains("\"LanguageRuntime/Run\"", StringComparison.Ordinal)))
            .Select(file => $"{folder}/{Path.GetFileNameWithoutExtension(file)}")
            .Order(StringComparer.Ordinal);

    /// <summary>Replays a program with the recorded configuration and responses.</summary>
    /// <returns>The program's exit code and its requests.</returns>
    public async Task<(int ExitCode, IReadOnlyList<WireRequest> Requests)> ReplayAsync(Func<Task<int>> program)
    {
        var request = _run["request"]!;
        var engine = new RecordingEngine
        {
            Project = (string)request["project"]!,
            Stack = (string)request["stack"]!,
            SecretKeys = request["configSecretKeys"]?.ToJsonString() ?? "[]",
            IsPreview = (bool?)request["dryRun"] ?? false,
            Respond = AnswerRegistration,
            AnswerInvoke = Answer<ResourceInvokeResponse>,
        };
        var exitCode = await engine.RunAsync(program, request["config"]!.ToJsonString());

        // Which features a program asks for matters; how often depends on how many resources ask in parallel.
        IEnumerable<IMessage> asked =
        [
            .. engine.Features.DistinctBy(feature => feature.Id),
            .. engine.Registered,
            .. engine.Outputs,
            .. engine.Invoked,
        ];
        IEnumerable<WireRequest> last = engine.Signalled ? [WireRequest.Of("SignalAndWaitForShutdown", [])] : [];
        return (exitCode, [.. asked.Select(WireRequest.Of), .. last]);
    }

    /// <summary>
    /// Like the engine, omits values with unknown parts in responses to programs without supportsPartialValues; the recorded program has
    /// it.
    /// </summary>
    private RegisterResourceResponse AnswerRegistration(RegisterResourceRequest request)
    {
        var answer = Answer<RegisterResourceResponse>(request);
        if (!request.SupportsPartialValues)
        {
            var unknown = answer.Object.Fields.Where(field =>
                field.Value.ToString().Contains(Sdk.WireValues.Unknown, StringComparison.Ordinal)
            );
            foreach (var (name, _) in unknown.ToList())
                answer.Object.Fields.Remove(name);
        }

        return answer;
    }

    /// <summary>The recorded response, the recorded error of a failed provider, or none for an unrecorded request.</summary>
    private T Answer<T>(IMessage asked)
        where T : IMessage, new()
    {
        var request = WireRequest.Of(asked);
        var token = request.Call == "Invoke" ? request.Subject : null;
        if (
            token is not null
            && _calls.FirstOrDefault(call => IsFailed(call, "Invoke") && (string)call["request"]!["tok"]! == token) is { } function
        )
        {
            throw new RpcException(new Status(StatusCode.Unknown, ((string)function["errors"]![0]!).Split(" desc = ", 2)[1]));
        }

        return _answers.TryGetValue(request.Key, out var answer)
            ? s_parser.Parse<T>(answer.ToJsonString())
            : throw new RpcException(new Status(StatusCode.Unavailable, $"{request.Key} was never answered"));
    }

    private static bool IsFailed(JsonObject call, string method) =>
        (string)call["call"]! == $"ResourceProvider/{method}" && call["errors"] is not null;

    /// <summary>
    /// A failed registration has no response, and only calls with responses were recorded. Only the fields that the provider saw are
    /// known: the inputs in its check.
    /// </summary>
    private WireRequest Failed(JsonObject create)
    {
        var check = _calls.Single(call =>
            (string)call["call"]! == "ResourceProvider/Check" && (string?)call["request"]!["urn"] == (string)create["request"]!["urn"]!
        );
        var request = new JsonObject
        {
            ["type"] = (string)create["request"]!["type"]!,
            ["name"] = (string)create["request"]!["name"]!,
            ["object"] = check["request"]!["news"]!.DeepClone(),
        };
        return WireRequest.Of("RegisterResource", request, parts: new HashSet<string> { "type", "name", "object" });
    }

    private static string PathOf(string path) => Repository.PathOf("sandbox", "Tests", "Recordings", path);
}
