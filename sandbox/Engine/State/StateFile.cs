using System.Security.Cryptography;
using System.Text.Json;

namespace NodeBBInfra.Sandbox.Engine.State;

/// <summary>A pending operation: "creating", "updating", "deleting", "reading" or "importing".</summary>
internal sealed record PendingOperation(ResourceState Resource, string Kind);

/// <summary>The contents of a state file: a version 3 deployment.</summary>
internal sealed record StateContents(
    IReadOnlyList<ResourceState> Resources,
    IReadOnlyList<PendingOperation> Pending,
    PassphraseCrypter Crypter
);

/// <summary>Reads state files. https://www.pulumi.com/docs/iac/concepts/state-and-backends/</summary>
internal static class StateFile
{
    public const int Version = 3;

    /// <summary>Reads the deployment; without a file it is empty.</summary>
    /// <exception cref="EngineException">The file is corrupt, of another version, or encrypted with another passphrase.</exception>
    public static StateContents Read(string file, string passphrase, PassphraseCrypter? known)
    {
        if (!File.Exists(file))
        {
            return new StateContents([], [], known ?? PassphraseCrypter.Create(passphrase));
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(json.RootElement, file, passphrase, known);
        }
        catch (Exception error)
            when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or CryptographicException)
        {
            throw new EngineException(
                $"The state file {file} is damaged ({error.Message.TrimEnd('.')}); nothing was changed. Restore it from a copy, or remove it to start over.",
                error
            );
        }
    }

    private static StateContents Read(JsonElement root, string file, string passphrase, PassphraseCrypter? known)
    {
        var version = root.GetProperty("version").GetInt32();
        if (version != Version)
        {
            throw new EngineException(
                $"The state file {file} is a version {version} deployment; this engine reads version {Version}. Nothing was changed."
            );
        }

        var deployment = root.GetProperty("deployment");
        var secrets = deployment.GetProperty("secrets_providers");
        if (secrets.GetProperty("type").GetString() is var type and not "passphrase")
        {
            throw new EngineException(
                $"The state file {file} keeps its secrets with '{type}'; this engine knows only 'passphrase'. Nothing was changed."
            );
        }

        var salt = ResourceJson.Required(secrets.GetProperty("state"), "salt");
        var crypter = known?.Salt == salt ? known : PassphraseCrypter.Open(passphrase, salt, $"The state file {file}");
        IReadOnlyList<ResourceState> resources =
        [
            .. Items(deployment, "resources").Select(resource => ResourceJson.Read(resource, crypter)),
        ];
        StateIntegrity.Verify(resources);
        return new StateContents(
            resources,
            [
                .. Items(deployment, "pending_operations")
                    .Select(operation => new PendingOperation(
                        ResourceJson.Read(operation.GetProperty("resource"), crypter),
                        ResourceJson.Required(operation, "type")
                    )),
            ],
            crypter
        );
    }

    private static JsonElement[] Items(JsonElement deployment, string name) =>
        deployment.TryGetProperty(name, out var list) ? [.. list.EnumerateArray()] : [];
}
