using System.Text.Json.Nodes;
using Google.Protobuf;
using NodeBBInfra.Rpc;
using NodeBBInfra.Tests.Support;

namespace NodeBBInfra.Tests.Engine.Replay;

/// <summary>What was recorded of one run of the real engine: the calls of its program and of its providers, and what it printed.</summary>
internal sealed class RecordedStep
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));
    private readonly List<JsonNode> _calls;

    /// <param name="calls">Which run's calls.</param>
    /// <param name="text">Which run's output; the same unless told.</param>
    public RecordedStep(string calls, string? text = null)
    {
        _calls = [.. File.ReadLines(PathOf(calls + ".jsonl")).Select(line => JsonNode.Parse(line)!)];
        Text = File.ReadAllText(PathOf((text ?? calls) + ".txt"));
    }

    public string Text { get; }

    /// <summary>The program's calls to the monitor, in the order in which they were answered.</summary>
    public IEnumerable<IMessage> ProgramCalls => _calls.Select(call => (string)call["call"]! switch
    {
        "ResourceMonitor/RegisterResource" => (IMessage)Parse<RegisterResourceRequest>(call["request"]!),
        "ResourceMonitor/RegisterResourceOutputs" => Parse<RegisterResourceOutputsRequest>(call["request"]!),
        "ResourceMonitor/Invoke" => Parse<ResourceInvokeRequest>(call["request"]!),

        // A registration that failed was never answered, so it was not recorded; what the provider got of it was.
        "ResourceProvider/Create" when call["errors"] is not null => Failing(Parse<CreateRequest>(call["request"]!)),
        _ => null,
    }).OfType<IMessage>();

    /// <summary>The recorded answer to a provider's method for a URN (or token); null when there was none.</summary>
    public T? Answer<T>(string method, string package, string urn)
        where T : class, IMessage, new()
    {
        var call = _calls.FirstOrDefault(one => (string)one["call"]! == "ResourceProvider/" + method && (string?)one["provider"] == package
            && ((string?)one["request"]!["urn"] ?? (string?)one["request"]!["tok"]) == urn);
        return call?["response"] is JsonObject response ? Parse<T>(response) : null;
    }

    /// <summary>The error that the provider answered; null when it answered none.</summary>
    public string? Error(string method, string urn) => _calls
        .Where(one => (string)one["call"]! == "ResourceProvider/" + method && (string?)one["request"]!["urn"] == urn)
        .Select(one => (string?)one["errors"]?[0]).FirstOrDefault(error => error is not null)?.Split(" desc = ", 2)[1];

    /// <summary>What a package's provider answered to Configure.</summary>
    public ConfigureResponse Configured(string package) => _calls
        .Where(one => (string)one["call"]! == "ResourceProvider/Configure" && (string?)one["provider"] == package)
        .Select(one => Parse<ConfigureResponse>(one["response"]!)).First();

    private static RegisterResourceRequest Failing(CreateRequest create) => new()
    {
        Type = create.Type,
        Name = create.Name,
        Custom = true,
        AcceptSecrets = true,
        Object = create.Properties,
        Version = "1.2.1",
        Parent = "urn:pulumi:rec::recording::nodebb:origin:Origin::origin",
    };

    private static T Parse<T>(JsonNode json)
        where T : IMessage, new() => Parser.Parse<T>(json.ToJsonString());

    private static string PathOf(string file) => Repository.PathOf("tests", "Recordings", "stack", file);
}
