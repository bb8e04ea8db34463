using System.Text;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodeBBInfra.Sandbox.Engine.Steps;
using NodeBBInfra.Sandbox.Engine.Values;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace NodeBBInfra.Sandbox.Engine.Providers.Command;

/// <summary>The host, the user and the credentials of a command.</summary>
internal sealed record SshConnection
{
    /// <summary>Omits passwords and keys, because it may be part of a message.</summary>
    public override string ToString() => $"{User}@{Host}:{Port}";

    private static readonly string[] Secrets = ["password", "privateKey", "privateKeyPassword"];
    private static readonly string[] Unsupported = ["agentSocketPath", "password", "privateKeyPassword", "proxy"];

    public required string Host { get; init; }

    public int Port { get; init; } = 22;

    public string User { get; init; } = "root";

    /// <summary>The private key; without one, the SSH agent is used.</summary>
    public string? PrivateKey { get; init; }

    public string? AgentSocket { get; init; }

    /// <summary>How many failed dials are retried; -1 for no limit.</summary>
    public int DialErrorLimit { get; init; } = 10;

    /// <summary>The timeout of one TCP connect; zero for none.</summary>
    public TimeSpan PerDialTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The only accepted host key, <c>ssh-ed25519 AAAA…</c>; null accepts any.</summary>
    public string? HostKey { get; init; }

    public static SshConnection From(Struct properties)
    {
        if (Array.Find(Unsupported, properties.Fields.ContainsKey) is { } unsupported)
        {
            throw new RpcException(new Status(StatusCode.Unknown, UnsupportedOptions.Sentence($"connection.{unsupported}")));
        }

        return new SshConnection
        {
            Host = properties.Text("host") ?? throw new RpcException(new Status(StatusCode.Unknown, "connection has no host")),
            Port = (int)(properties.Number("port") ?? 22),
            User = properties.Text("user") ?? "root",
            PrivateKey = properties.Text("privateKey"),
            AgentSocket = Environment.GetEnvironmentVariable("SSH_AUTH_SOCK"),
            DialErrorLimit = (int)(properties.Number("dialErrorLimit") ?? 10),
            PerDialTimeout = TimeSpan.FromSeconds(properties.Number("perDialTimeout") ?? 15),
            HostKey = properties.Text("hostKey"),
        };
    }

    /// <summary>Marks the connection as secret, and the keys and passwords in it too.</summary>
    public static Value MarkSecrets(Value connection) =>
        connection.Element is { IsMap: true } map
            ? Markers.Secret(Value.ForStruct(SecretMarks.Apply(map.StructValue, Secrets)))
            : connection;

    /// <exception cref="RpcException">The key cannot be parsed, or there are no credentials.</exception>
    public SshClient NewClient()
    {
        var methods = new List<AuthenticationMethod>();
        if (PrivateKey is not null)
        {
            methods.Add(new PrivateKeyAuthenticationMethod(User, ParseKey()));
        }

        if (PrivateKey is null && AgentSocket is { Length: > 0 })
        {
            methods.Add(new PrivateKeyAuthenticationMethod(User, new SshAgent(AgentSocket)));
        }

        if (methods.Count == 0)
        {
            throw new RpcException(
                new Status(StatusCode.Unknown, "the connection has no privateKey, and no SSH agent runs (SSH_AUTH_SOCK)")
            );
        }

        var info = new ConnectionInfo(Host, Port, User, [.. methods])
        {
            Timeout = PerDialTimeout == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : PerDialTimeout,
        };
        var client = new SshClient(info);
        if (HostKey?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var type, var key, ..])
        {
            foreach (var other in info.HostKeyAlgorithms.Keys.Where(name => name != type).ToList())
            {
                info.HostKeyAlgorithms.Remove(other);
            }

            client.HostKeyReceived += (_, shown) => shown.CanTrust = Convert.ToBase64String(shown.HostKey) == key;
        }

        return client;
    }

    private PrivateKeyFile ParseKey()
    {
        try
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(PrivateKey!));
            return new PrivateKeyFile(stream);
        }
        catch (SshPassPhraseNullOrEmptyException)
        {
            throw new RpcException(new Status(StatusCode.Unknown, "ssh: this private key is passphrase protected"));
        }
        catch (Exception error) when (error is SshException or FormatException or NotSupportedException)
        {
            throw new RpcException(new Status(StatusCode.Unknown, "ssh: no key found"));
        }
    }
}
