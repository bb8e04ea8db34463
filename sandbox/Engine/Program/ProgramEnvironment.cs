using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodeBBInfra.Sandbox.Engine.Configuration;

namespace NodeBBInfra.Sandbox.Engine.Program;

/// <summary>
/// The program's environment variables. https://github.com/pulumi/pulumi-dotnet/blob/main/sdk/Pulumi/Deployment/Deployment.cs
/// </summary>
internal sealed record ProgramEnvironment(EngineOptions Options, ProjectFile ProjectFile, StackConfiguration Configuration)
{
    public const string Organization = "organization";

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Project => ProjectFile.Name;

    public string Stack => Options.Stack;

    public bool DryRun => Options.Operation == Operation.Preview;

    public int Parallel => Options.Parallel;

    public SortedDictionary<string, string> Config =>
        new(Configuration.Values.ToDictionary(entry => entry.Key, entry => entry.Value.Value), StringComparer.Ordinal);

    public IEnumerable<string> SecretKeys => Configuration.SecretKeys;

    /// <param name="address">The address of monitor and engine, host:port.</param>
    public IReadOnlyDictionary<string, string> Variables(string address) =>
        new Dictionary<string, string>
        {
            ["PULUMI_PROJECT"] = Project,
            ["PULUMI_STACK"] = Stack,
            ["PULUMI_ORGANIZATION"] = Organization,
            ["PULUMI_PWD"] = ProjectFile.ProgramDirectory,
            ["PULUMI_ROOT_DIRECTORY"] = ProjectFile.Directory,
            ["PULUMI_DRY_RUN"] = DryRun ? "true" : "false",
            ["PULUMI_PARALLEL"] = Parallel.ToString(CultureInfo.InvariantCulture),
            ["PULUMI_QUERY_MODE"] = "false",
            ["PULUMI_ATTACH_DEBUGGER"] = "false",
            ["PULUMI_MONITOR"] = address,
            ["PULUMI_ENGINE"] = address,
            ["PULUMI_CONFIG"] = JsonSerializer.Serialize(Config, Relaxed),
            ["PULUMI_CONFIG_SECRET_KEYS"] = JsonSerializer.Serialize(SecretKeys, Relaxed),
        };
}
