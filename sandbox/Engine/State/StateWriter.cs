using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NodeBBInfra.Sandbox.Engine.State;

/// <summary>
/// Writes the state file. <see cref="SaveAsync"/> completes after a write that began after the call. Calls during a write share the next
/// one, so eight parallel operations cost one write, not eight. The bytes of unchanged resources are cached.
/// </summary>
internal sealed class StateWriter(
    string file,
    PassphraseCrypter crypter,
    Func<(IReadOnlyList<ResourceState> Resources, IReadOnlyList<PendingOperation> Pending)> contents
)
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private const string Maker = "nodebb-infra-sandbox";

    // Pulumi's importer requires the hash of the version that wrote the file.
    private static readonly string Magic = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Maker)));

    private readonly ConditionalWeakTable<ResourceState, byte[]> _bytes = [];
    private readonly Lock _lock = new();
    private Task _running = Task.CompletedTask;
    private Task? _next;

    public Task SaveAsync()
    {
        lock (_lock)
        {
            return _next ??= RunAfterAsync(_running);
        }
    }

    private async Task RunAfterAsync(Task previous)
    {
        await Task.Yield();
        try
        {
            await previous;
        }
        catch (IOException)
        {
            // The waiting callers got the error; this write tries again.
        }

        Task write;
        lock (_lock)
        {
            _next = null;
            write = _running = Task.Run(Write);
        }

        await write;
    }

    private void Write()
    {
        var (resources, pending) = contents();
        DurableFile.Replace(
            file,
            stream =>
            {
                using var writer = new Utf8JsonWriter(stream, Options);
                Write(writer, resources, pending);
            }
        );
    }

    private void Write(Utf8JsonWriter writer, IReadOnlyList<ResourceState> resources, IReadOnlyList<PendingOperation> pending)
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", StateFile.Version);
        writer.WriteStartObject("deployment");
        writer.WriteStartObject("manifest");
        writer.WriteString("time", DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
        writer.WriteString("magic", Magic);
        writer.WriteString("version", Maker);
        writer.WriteEndObject();
        writer.WriteStartObject("secrets_providers");
        writer.WriteString("type", "passphrase");
        writer.WriteStartObject("state");
        writer.WriteString("salt", crypter.Salt);
        writer.WriteEndObject();
        writer.WriteEndObject();
        if (resources.Count > 0)
        {
            writer.WriteStartArray("resources");
            foreach (var resource in resources)
            {
                writer.WriteRawValue(_bytes.GetValue(resource, Serialize), skipInputValidation: true);
            }

            writer.WriteEndArray();
        }

        if (pending.Count > 0)
        {
            writer.WriteStartArray("pending_operations");
            foreach (var operation in pending)
            {
                writer.WriteStartObject();
                writer.WritePropertyName("resource");
                writer.WriteRawValue(_bytes.GetValue(operation.Resource, Serialize), skipInputValidation: true);
                writer.WriteString("type", operation.Kind);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteStartObject("metadata");
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private byte[] Serialize(ResourceState resource)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            ResourceJson.Write(writer, resource, crypter);
        }

        return stream.ToArray();
    }
}
