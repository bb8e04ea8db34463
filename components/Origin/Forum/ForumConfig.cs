using System.Text.Encodings.Web;
using System.Text.Json;
using NodeBBInfra.Components.Origin.Secrets;

namespace NodeBBInfra.Components.Origin.Forum;

/// <summary>NodeBB's own configuration: <c>/etc/nodebb/config.json</c>. Its keys: https://docs.nodebb.org/configuring/config/</summary>
internal static class ForumConfig
{
    /// <summary>Name of the cookie that holds a visitor's session.</summary>
    public const string SessionCookie = "express.sid";

    /// <summary>Redis's port on the loopback address, as <c>redis.conf</c> has it.</summary>
    public const int RedisPort = 6379;

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The file.</summary>
    /// <param name="domain">The forum's names.</param>
    /// <param name="ports">The workers' ports; the first worker also runs the forum's periodic jobs.</param>
    public static string Render(ForumDomain domain, IReadOnlyList<int> ports)
    {
        var config = new Dictionary<string, object>
        {
            // JSON has no comments; NodeBB takes no notice of keys that it does not know.
            ["//"] = GeneratedFile.Notice,
            ["url"] = domain.Url,
            ["secret"] = HostSecret.Marker(HostSecret.NodeBBSecret),
            ["port"] = ports,
            ["bind_address"] = "127.0.0.1",
            // Exactly nginx. With true, NodeBB would believe whatever address a visitor writes into X-Forwarded-For;
            // since 4.14 it believes nobody without this key, and then there are no session cookies behind https.
            ["trust_proxy"] = 1,
            // nginx looks for the session by this name.
            ["sessionKey"] = SessionCookie,
            ["socket.io"] = new Dictionary<string, object> { ["origins"] = $"{domain.Url}:*" },
            ["database"] = "redis",
            ["redis"] = new Dictionary<string, object>
            {
                ["host"] = "127.0.0.1",
                ["port"] = RedisPort,
                ["password"] = HostSecret.Marker(HostSecret.RedisPassword),
                ["database"] = 0,
            },
        };
        return JsonSerializer.Serialize(config, Readable) + "\n";
    }

    /// <summary>What NodeBB builds its assets with: no secret, and a database that is there for the build only (<c>assets.sh</c>).</summary>
    /// <param name="domain">The forum's names.</param>
    public static string RenderForBuild(ForumDomain domain)
    {
        var config = new Dictionary<string, object>
        {
            ["//"] = GeneratedFile.Notice,
            ["url"] = domain.Url,
            ["database"] = "redis",
            ["redis"] = new Dictionary<string, object> { ["host"] = "/tmp/redis.sock", ["database"] = 0 },
        };
        return JsonSerializer.Serialize(config, Readable) + "\n";
    }
}
