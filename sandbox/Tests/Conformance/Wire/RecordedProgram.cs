using System.Text.Json.Nodes;
using Google.Protobuf;
using Grpc.Core;
using NodeBBInfra.Rpc;
using NodeBBInfra.Tests.Sdk;

namespace NodeBBInfra.Tests.Conformance.Wire;

/// <summary>One run of a program under the real engine: how it was started, what it asked, and what it was answered.</summary>
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

    /// <summary>Whether the program ended as one that did all it had to do.</summary>
    public bool Succeeded => _run["errors"] is null && _run["response"]!["bail"] is null;

    /// <summary>The steps that are recorded call by call and in which a program ran: not those of a refresh or a destruction.</summary>
    public static IEnumerable<string> StepsOf(string folder) => Directory.GetFiles(PathOf(folder), "??-*.jsonl")
        .Where(file => File.ReadLines(file).Any(line => line.Contains("\"LanguageRuntime/Run\"", StringComparison.Ordinal)))
        .Select(file => $"{folder}/{Path.GetFileNameWithoutExtension(file)}").Order(StringComparer.Ordinal);

    /// <summary>Runs a program as this one was run: under the same configuration, and with the same answers.</summary>
    /// <returns>The program's exit code and what it asked.</returns>
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

        // Which features a program asks for is the question: how often depends on how many resources ask at the same moment.
        IEnumerable<IMessage> asked = [.. engine.Features.DistinctBy(feature => feature.Id), .. engine.Registered, .. engine.Outputs, .. engine.Invoked];
        IEnumerable<WireRequest> last = engine.Signalled ? [WireRequest.Of("SignalAndWaitForShutdown", [])] : [];
        return (exitCode, [.. asked.Select(WireRequest.Of), .. last]);
    }

    /// <summary>
    /// As the engine does, what is not wholly known is left out of the answer to a program that did not say supportsPartialValues; the
    /// recorded one did.
    /// </summary>
    private RegisterResourceResponse AnswerRegistration(RegisterResourceRequest request)
    {
        var answer = Answer<RegisterResourceResponse>(request);
        if (!request.SupportsPartialValues)
        {
            var unknown = answer.Object.Fields.Where(field => field.Value.ToString().Contains(Sdk.Wire.Unknown, StringComparison.Ordinal));
            foreach (var (name, _) in unknown.ToList())
                answer.Object.Fields.Remove(name);
        }

        return answer;
    }

    /// <summary>The recorded answer; the recorded error where a provider failed; no answer to what nobody asked.</summary>
    private T Answer<T>(IMessage asked)
        where T : IMessage, new()
    {
        var request = WireRequest.Of(asked);
        var token = request.Call == "Invoke" ? request.Subject : null;
        if (token is not null && _calls.FirstOrDefault(call => IsFailed(call, "Invoke") && (string)call["request"]!["tok"]! == token) is { } function)
            throw new RpcException(new Status(StatusCode.Unknown, ((string)function["errors"]![0]!).Split(" desc = ", 2)[1]));

        return _answers.TryGetValue(request.Key, out var answer)
            ? s_parser.Parse<T>(answer.ToJsonString())
            : throw new RpcException(new Status(StatusCode.Unavailable, $"{request.Key} was never answered"));
    }

    private static bool IsFailed(JsonObject call, string method) =>
        (string)call["call"]! == $"ResourceProvider/{method}" && call["errors"] is not null;

    /// <summary>
    /// A registration that failed was never answered, and only answered calls were recorded. Of its fields those are known that the
    /// provider was shown: the inputs as it was asked to check them.
    /// </summary>
    private WireRequest Failed(JsonObject create)
    {
        var check = _calls.Single(call => (string)call["call"]! == "ResourceProvider/Check"
            && (string?)call["request"]!["urn"] == (string)create["request"]!["urn"]!);
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
