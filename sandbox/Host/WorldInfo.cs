using System.Text.Json;
using System.Text.Json.Serialization;
using NodeBBInfra.Sandbox.Cloudflare;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>The simulated Cloudflare API: where it listens and the token it takes.</summary>
internal sealed record CloudflareEndpoint(string BaseUrl, string Token);

/// <summary>The forum that the host installs.</summary>
/// <param name="Repository">Where the host clones it from.</param>
/// <param name="Ref">A tag in that repository.</param>
/// <param name="Kind"><c>stand-in</c> or <c>nodebb</c>.</param>
/// <param name="Described">For people: what runs, and where it came from.</param>
/// <param name="Commit">The tag's commit, in full: git:// proves nothing, so the stack takes nothing less. Null in a world of an earlier version.</param>
internal sealed record ForumRelease(string Repository, string Ref, string Kind, string Described, string? Commit = null);

/// <summary>world.json: everything that a program needs to work with the world. It is written whole or not at all.</summary>
internal sealed record WorldInfo
{
    public required int Index { get; init; }
    public required string Domain { get; init; }
    public required string ZoneId { get; init; }
    public required string EdgeAddress { get; init; }
    /// <summary>The edge's address for visitors with IPv6; null where this machine's kernel has none.</summary>
    public string? EdgeAddress6 { get; init; }
    public required string OriginAddress { get; init; }
    public required string OriginAddress6 { get; init; }
    public required string SshKeyPath { get; init; }
    public required string SshHostKey { get; init; }
    public required CloudflareEndpoint CloudflareApi { get; init; }
    public required string CaBundle { get; init; }
    public required string AcmeDirectory { get; init; }
    public required string NodeMirror { get; init; }
    public required string NodeVersion { get; init; }
    public required string NodeSha256 { get; init; }
    /// <summary>The directory that the Node mirror serves.</summary>
    public required string NodeMirrorPath { get; init; }
    /// <summary>The image below the host's own layer.</summary>
    public required string ImagePath { get; init; }
    public required string Passphrase { get; init; }
    public required ForumRelease Forum { get; init; }
    public required IReadOnlyList<string> EdgeSources { get; init; }
    /// <summary>Background processes by name.</summary>
    public IReadOnlyDictionary<string, int> Pids { get; init; } = new Dictionary<string, int>();

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    /// <summary>Reads the world of a directory; null when there is none.</summary>
    /// <exception cref="SandboxException">The file is damaged.</exception>
    public static WorldInfo? Load(WorldDirectory directory)
    {
        if (!File.Exists(directory.InfoFile))
            return null;
        try
        {
            return JsonSerializer.Deserialize<WorldInfo>(File.ReadAllText(directory.InfoFile), Json);
        }
        catch (Exception e) when (e is JsonException or UnauthorizedAccessException)
        {
            throw new SandboxException($"{directory.InfoFile} cannot be read ({e.Message}). `make destroy` as root removes this world.", e);
        }
    }

    /// <summary>Writes the file. It holds a token and a passphrase, so only its owner can read it.</summary>
    public void Save(WorldDirectory directory) => AtomicFile.Write(directory.InfoFile, JsonSerializer.SerializeToUtf8Bytes(this, Json));
}
