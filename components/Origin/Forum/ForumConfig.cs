using System.Text.Encodings.Web;
using System.Text.Json;
using NodeBBInfra.Components.Origin.Secrets;

namespace NodeBBInfra.Components.Origin.Forum;

/// <summary>NodeBB's configuration file, <c>/etc/nodebb/config.json</c>. Its keys: https://docs.nodebb.org/configuring/config/</summary>
public static class ForumConfig
{
    /// <summary>Name of the session cookie.</summary>
    public const string SessionCookie = "express.sid";

    /// <summary>Redis's port on the loopback address, as in <c>redis.conf</c>.</summary>
    public const int RedisPort = 6379;

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Renders the file.</summary>
    /// <param name="domain">The forum's names.</param>
    /// <param name="ports">The workers' ports; the first worker also runs the forum's periodic jobs.</param>
    /// <param name="sendsMail">Whether NodeBB may send mail (<c>mail.mjs</c>).</param>
    public static string Render(ForumDomain domain, IReadOnlyList<int> ports, bool sendsMail)
    {
        var config = new Dictionary<string, object>
        {
            // JSON has no comments, but NodeBB ignores unknown keys.
            ["//"] = GeneratedFile.Notice,
            ["url"] = domain.Url,
            ["secret"] = HostSecret.Marker(HostSecret.NodeBBSecret),
            ["port"] = ports,
            ["bind_address"] = "127.0.0.1",
            // Ours, not NodeBB's.
            ["outgoingMail"] = sendsMail,
            // Exactly one proxy: nginx. With true, NodeBB would trust any address that a visitor puts into X-Forwarded-For. Without the
            // key, NodeBB since 4.14 trusts no proxy, and then sets no session cookies behind https.
            ["trust_proxy"] = 1,
            // nginx hashes on the cookie of this name.
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

    /// <summary>
    /// The configuration for building assets (<c>assets.sh</c>): no secrets, and a database that exists only during the build.
    /// </summary>
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
