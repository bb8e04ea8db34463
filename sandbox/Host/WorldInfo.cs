using System.Text.Json;
using System.Text.Json.Serialization;
using NodeBBInfra.Sandbox.Cloudflare;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>The simulated Cloudflare API: its URL and its token.</summary>
internal sealed record CloudflareEndpoint(string BaseUrl, string Token);

/// <summary>The forum that the host installs.</summary>
/// <param name="Repository">The URL to clone from.</param>
/// <param name="Ref">A tag in that repository.</param>
/// <param name="Kind"><c>stand-in</c> or <c>nodebb</c>.</param>
/// <param name="Described">A description for people: what runs and where it came from.</param>
/// <param name="Commit">
/// The tag's full commit id, required because git:// is not authenticated. Null in a world of an earlier version.
/// </param>
/// <param name="IsOffered">Whether the commit is one that a test offers, so that the world does not return to its own.</param>
internal sealed record ForumRelease(
    string Repository,
    string Ref,
    string Kind,
    string Described,
    string? Commit = null,
    bool IsOffered = false
);

/// <summary>A host.</summary>
/// <param name="Number">Its number in the world.</param>
/// <param name="Domain">The forum's domain.</param>
/// <param name="Address">Its IPv4 address.</param>
/// <param name="Address6">Its IPv6 address.</param>
/// <param name="SshHostKey">Its SSH server's public key.</param>
internal sealed record HostInfo(int Number, string Domain, string Address, string Address6, string SshHostKey);

/// <summary>world.json: everything that a program needs to use the world. It is written atomically.</summary>
internal sealed record WorldInfo
{
    public required int Index { get; init; }

    /// <summary>The zone's name.</summary>
    public required string Zone { get; init; }
    public required string ZoneId { get; init; }
    public required string EdgeAddress { get; init; }

    /// <summary>The edge's IPv6 address; null without IPv6 in this machine's kernel.</summary>
    public string? EdgeAddress6 { get; init; }

    /// <summary>The hosts, by the stack that is deployed to them.</summary>
    public required IReadOnlyDictionary<string, HostInfo> Hosts { get; init; }
    public required string SshKeyPath { get; init; }
    public required CloudflareEndpoint CloudflareApi { get; init; }
    public required string CaBundle { get; init; }
    public required string AcmeDirectory { get; init; }
    public required string NodeMirror { get; init; }
    public required string NodeVersion { get; init; }
    public required string NodeSha256 { get; init; }

    /// <summary>The directory of the Node mirror.</summary>
    public required string NodeMirrorPath { get; init; }

    /// <summary>The image under each host's writable layer.</summary>
    public required string ImagePath { get; init; }
    public required string Passphrase { get; init; }
    public required ForumRelease Forum { get; init; }
    public required IReadOnlyList<string> EdgeSources { get; init; }

    /// <summary>PIDs of the background processes by name.</summary>
    public IReadOnlyDictionary<string, int> Pids { get; init; } = new Dictionary<string, int>();

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    /// <summary>A stack's host.</summary>
    /// <exception cref="SandboxException">There is none yet.</exception>
    public HostInfo Host(string stack) =>
        Hosts.GetValueOrDefault(stack)
        ?? throw new SandboxException($"The stack {stack} has no host in this world yet; `make up STACK={stack}` makes one.");

    /// <summary>Loads a directory's world; null when there is none.</summary>
    /// <exception cref="SandboxException">The file is corrupt.</exception>
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

    /// <summary>Writes the hosts' keys to the known_hosts file, and nothing else into it.</summary>
    public WorldInfo WithKnownHosts(WorldDirectory directory)
    {
        File.WriteAllLines(directory.KnownHosts, Hosts.Values.Select(host => $"{host.Address} {host.SshHostKey}"));
        return this;
    }

    /// <summary>Writes the file atomically. Only its owner can read it, because it contains a token and a passphrase.</summary>
    public void Save(WorldDirectory directory) => AtomicFile.Write(directory.InfoFile, JsonSerializer.SerializeToUtf8Bytes(this, Json));
}
