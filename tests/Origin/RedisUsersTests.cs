using System.Text.RegularExpressions;
using NodeBBInfra.Components.Origin;
using NodeBBInfra.Components.Origin.Redis;

namespace NodeBBInfra.Tests.Origin;

/// <summary>
/// A Redis with the rendered configuration, on a socket instead of the port: what the forum's user may do, and what nobody may.
/// </summary>
public sealed partial class RedisUsersTests(RedisServer server) : IClassFixture<RedisServer>
{
    private const string ForumPassword = RedisServer.ForumPassword;
    private const string AdminPassword = RedisServer.AdminPassword;

    // Calls by NodeBB v4.11.2: src/database/redis*, connect-redis 9, @socket.io/redis-adapter 8 and the redis client 5.
    private const string UsedByNodeBB =
        "auth ping select multi exec client|setname info keys scan exists del get set mget incr rename type expire expireat pexpire pexpireat ttl pttl publish subscribe psubscribe unsubscribe punsubscribe pubsub|numsub "
        + "hset hget hgetall hmget hdel hexists hkeys hvals hincrby lpush rpush rpop lrem ltrim lrange llen sadd srem smembers sismember smismember scard spop srandmember "
        + "zadd zrem zrange zrevrange zrangebyscore zrevrangebyscore zrangebylex zrevrangebylex zcard zcount zlexcount zscore zmscore zrank zrevrank zincrby zremrangebyscore zremrangebylex zunion zinter zunionstore zinterstore zscan";

    [ToolFact("redis-server", "redis-cli")]
    public async Task Whoever_has_no_password_may_do_nothing()
    {
        foreach (var command in new[] { "ping", "get x", "config get port", "info" })
            Assert.StartsWith("NOAUTH", await AskAsync("", "", command), StringComparison.Ordinal);
        Assert.StartsWith("NOAUTH", await AskAsync("nodebb-infra", ForumPassword, "ping"), StringComparison.Ordinal);
    }

    [ToolTheory("redis-server", "redis-cli")]
    [InlineData("config set requirepass x")]
    [InlineData("config set bind 0.0.0.0")]
    [InlineData("config rewrite")]
    [InlineData("config get requirepass")]
    [InlineData("acl setuser default nopass +@all")]
    [InlineData("acl list")]
    [InlineData("replicaof 192.0.2.1 6379")]
    [InlineData("slaveof no one")]
    [InlineData("module load /tmp/x.so")]
    [InlineData("debug sleep 0")]
    [InlineData("save")]
    [InlineData("bgsave")]
    [InlineData("bgrewriteaof")]
    [InlineData("shutdown nosave")]
    [InlineData("flushall")]
    [InlineData("flushdb")]
    [InlineData("swapdb 0 1")]
    [InlineData("monitor")]
    [InlineData("client list")]
    [InlineData("client kill type normal")]
    [InlineData("client pause 1")]
    [InlineData("eval return(1) 0")]
    [InlineData("function list")]
    [InlineData("script load return(1)")]
    [InlineData("migrate 192.0.2.1 6379 x 0 10")]
    [InlineData("restore x 0 y")]
    [InlineData("failover")]
    [InlineData("cluster reset")]
    [InlineData("slowlog get")]
    [InlineData("latency reset")]
    public async Task The_forum_may_do_nothing_to_the_server(string command)
    {
        Assert.Matches("^(NOPERM|ERR .*DEBUG|ERR .*MODULE)", await AskAsync("default", ForumPassword, command));
        Assert.Equal("PONG", await AskAsync("default", ForumPassword, "ping"));
    }

    [ToolFact("redis-server", "redis-cli")]
    public async Task The_forum_may_do_all_that_NodeBB_does()
    {
        foreach (var command in UsedByNodeBB.Split(' '))
        {
            Assert.Matches(
                "^(OK|ERR wrong number)",
                await AskAsync("nodebb-infra", AdminPassword, $"acl dryrun default {command.Replace('|', ' ')} a b c d")
            );
        }

        Assert.Equal("OK", await AskAsync("default", ForumPassword, "set a b"));
    }

    [ToolTheory("redis-server", "redis-cli")]
    [InlineData("config set dir /tmp", "can't set protected config")]
    [InlineData("config set dbfilename x", "can't set protected config")]
    [InlineData("module load /tmp/x.so", "MODULE command not allowed")]
    [InlineData("debug sleep 0", "DEBUG command not allowed")]
    public async Task Not_even_roots_user_may_move_files_or_load_code(string command, string words) =>
        Assert.Contains(words, await AskAsync("nodebb-infra", AdminPassword, command), StringComparison.Ordinal);

    [Fact]
    public void It_listens_on_loopback_addresses_and_takes_nothing_from_a_folder_of_its_own_user()
    {
        Assert.Equal("bind 127.0.0.1 -::1", BindLine().Match(HostFile.Render(RedisComponent.Conf)).Value);
        Assert.DoesNotContain("include", server.Configuration, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"ReadWritePaths=.*(etc|log)", HostFile.Render(RedisComponent.DropIn));
    }

    [GeneratedRegex("(?m)^bind .*$")]
    private static partial Regex BindLine();

    private async Task<string> AskAsync(string user, string password, string command)
    {
        string[] who = user.Length == 0 ? [] : ["--user", user, "--pass", password];
        return (
            await RunningProcess.RunAsync(
                "redis-cli",
                ["-s", server.Socket, "--no-auth-warning", .. who, .. command.Split(' ')],
                TimeSpan.FromSeconds(20)
            )
        ).Output.Trim();
    }
}
