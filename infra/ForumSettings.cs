using NodeBBInfra.Components;
using NodeBBInfra.Components.Origin;
using NodeBBInfra.Components.Settings;
using NodeBBInfra.Configuration;
using Pulumi;

namespace NodeBBInfra;

/// <summary>All configuration of a stack, read once and right.</summary>
internal sealed record ForumSettings
{
    private const string Project = "nodebb";

    public required ForumDomain Domain { get; init; }
    public required string ZoneId { get; init; }
    public required bool OwnsZone { get; init; }
    public required string OriginAddress { get; init; }
    public required string? OriginAddress6 { get; init; }
    public required string? MovedFrom { get; init; }
    public required HostConnection Connection { get; init; }
    public required string Email { get; init; }
    public required string AdminUsername { get; init; }
    public required IReadOnlyList<int> Ports { get; init; }
    public required Affinity Affinity { get; init; }
    public required NodeBBSource NodeBB { get; init; }
    public required RepositoryLogin RepositoryLogin { get; init; }
    public required NodeJsSource NodeJs { get; init; }
    public required string AcmeServer { get; init; }
    public required bool CacheAssets { get; init; }
    public required int MaxUploadMb { get; init; }
    public required bool DeleteData { get; init; }

    /// <summary>Reads the configuration.</summary>
    /// <exception cref="RunException">Something is wrong. The message has one sentence a line, for all that is.</exception>
    public static ForumSettings Read(StackConfiguration configuration)
    {
        var reader = new SettingsReader(configuration, Project);
        var settings = Read(reader);
        List<string> problems =
        [
            .. reader.Problems,
            .. KnownKeys.Unknown(configuration, Project, reader.Known).Select(sentence => sentence + "."),
            .. KnownKeys.BadCredentials(configuration).Select(sentence => sentence + "."),
        ];
        return problems.Count == 0 ? settings : throw new RunException(string.Join('\n', problems));
    }

    internal static ForumSettings Read(SettingsReader reader)
    {
        // A list, so that the settings are read, and what is wrong with them said, in this order.
        var domain = reader.Required("domain", "set it to the forum's domain, such as example.org", NamesAndAddresses.Domain);
        var zoneId = reader.Required("zoneId", "set it to the zone's id, from the overview page of the Cloudflare dashboard", Choices.ZoneId);
        var ownsZone = reader.Flag("zoneOwner", true);
        var address = reader.Required("originAddress", "set it to the origin's IPv4 address, such as 192.0.2.10", NamesAndAddresses.Ipv4);
        var address6 = reader.Optional("originAddress6", NamesAndAddresses.Ipv6);
        var movedFrom = reader.Optional("movedFrom", NamesAndAddresses.Ipv4);
        var connection = ReadConnection(reader, address);
        var email = reader.Required("email", "set it to the administrator's mail address, which the certificate authority gets too", NamesAndAddresses.Email);
        var admin = reader.Optional("adminUsername", "admin", Choices.Username);
        var ports = reader.Numbers("ports", [4567, 4568, 4569], Choices.Ports);
        var affinity = reader.Optional("affinity", "session", Choices.IsAffinity);
        reader.Optional("database", "redis", Choices.IsDatabase);
        var (nodebb, login) = RepositorySettings.Read(reader);
        return new ForumSettings
        {
            Domain = new ForumDomain(domain),
            ZoneId = zoneId,
            OwnsZone = ownsZone,
            OriginAddress = address,
            OriginAddress6 = address6,
            MovedFrom = movedFrom,
            Connection = connection,
            Email = email,
            AdminUsername = admin,
            Ports = ports,
            Affinity = Choices.Affinities.GetValueOrDefault(affinity),
            NodeBB = nodebb,
            RepositoryLogin = login,
            NodeJs = ReadNodeJs(reader),
            AcmeServer = reader.Optional("acmeServer", "https://acme-v02.api.letsencrypt.org/directory", Sources.AcmeDirectory),
            CacheAssets = reader.Flag("cacheAssets", true),
            MaxUploadMb = reader.Number("maxUploadMb", UploadSize.Default, 1, UploadSize.Max),
            DeleteData = reader.Flag("deleteData", false),
        };
    }

    private static HostConnection ReadConnection(SettingsReader reader, string address)
    {
        var host = reader.Optional("sshHost", address, NamesAndAddresses.HostOrAddress);
        var port = reader.Number("sshPort", 22, 1, 65535);
        var user = reader.Optional("sshUser", "root", Choices.SshUser);
        var hostKey = reader.Required(
            "sshHostKey", "set it to the server's key, \"ssh-ed25519 AAAA…\", as ssh-keyscan -t ed25519 <host> prints it", SshKeys.HostKey);
        var privateKey = reader.Secret("sshPrivateKey", SshKeys.LoginKey);
        return new HostConnection(
            host, port, user, SshKeys.WithoutComment(hostKey), privateKey is null ? null : Output.CreateSecret(privateKey));
    }

    private static NodeJsSource ReadNodeJs(SettingsReader reader)
    {
        var mirror = reader.Optional("nodeMirror", Versions.NodeMirror, Sources.Mirror);
        var version = reader.Optional("nodeVersion", Versions.Node, Sources.NodeVersion);
        var sha256 = reader.Optional("nodeSha256", Sources.Sha256);
        if (sha256 is null && version != Versions.Node && Sources.NodeVersion(version) is null)
        {
            reader.Problem($"{Project}:nodeSha256 is missing: only version {Versions.Node} has a built-in checksum, so set it to that of {version}");
        }

        return new NodeJsSource(mirror.TrimEnd('/'), version, sha256 ?? Versions.NodeSha256);
    }
}
