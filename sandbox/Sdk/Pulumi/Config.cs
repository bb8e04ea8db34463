using System.Globalization;

namespace Pulumi;

/// <summary>The stack's configuration in one namespace, by default the project's.</summary>
public sealed class Config
{
    private readonly string _namespace;

    public Config(string? name = null)
    {
        name ??= Deployment.Instance.ProjectName;
        _namespace = name.EndsWith(":config", StringComparison.Ordinal) ? name[..^":config".Length] : name;
    }

    public string? Get(string key) => Deployment.CurrentOrThrow.Settings.Config.GetValueOrDefault(FullKey(key));

    public int? GetInt32(string key) =>
        Get(key) is not { } value ? null
        : int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number
        : throw WrongType(key, value, nameof(Int32));

    public string Require(string key) => Get(key) ?? throw Missing(key);

    public int RequireInt32(string key) => GetInt32(key) ?? throw Missing(key);

    public Output<string> RequireSecret(string key) => Output.CreateSecret(Require(key));

    private string FullKey(string key) => $"{_namespace}:{key}";

    private RunException WrongType(string key, string value, string type) =>
        new($"Configuration '{FullKey(key)}' value '{value}' is not a valid {type}");

    private RunException Missing(string key) =>
        new(
            $"Missing Required configuration variable '{FullKey(key)}'\n"
                + $"\tplease set a value using the command `pulumi config set {FullKey(key)} <value>`"
        );
}
