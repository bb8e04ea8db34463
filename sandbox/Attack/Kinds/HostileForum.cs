using System.Text.RegularExpressions;
using NodeBBInfra.Sandbox.Attack.OnHost;
using NodeBBInfra.Sandbox.Attack.Requests;

namespace NodeBBInfra.Sandbox.Attack.Kinds;

/// <summary>A plugin has taken the workers' ports: what it says reaches the person who deploys, and it sees what nginx passes on.</summary>
internal sealed partial class HostileForum : IAttack
{
    private const string Script = "hostile-forum.sh";

    public string Kind => "hostile forum";

    public async Task RunAsync(AttackRun run, CancellationToken cancel)
    {
        try
        {
            var stands = false;
            await run.Log.TryAsync(Kind, "verification", "nodebb-verify asks a forum that answers with terminal escapes and with the password that it was sent", TimeSpan.FromMinutes(2), async stop =>
            {
                await run.Host.ScriptAsync(Script, ["start"], stop);
                stands = true;
                await using var visitor = run.Visitors.AtOrigin();
                var answer = await visitor.AskAsync("/whoever", stop);
                if (answer.Header("x-hostile") is null)
                    throw new InvalidOperationException($"the hostile forum does not answer: {answer.Described}");
                var said = await run.Host.TryRootAsync("nodebb-verify", stop);
                return said.ExitCode == 0 ? throw new NotHeldException("nodebb-verify finds nothing wrong with it")
                    : await Messages.CheckAsync(run, said.Output + said.Error, stop);
            }, cancel);

            await run.Log.TryAsync(Kind, "upgrades", "Upgrade: h2c, TLS and others on many paths: what reaches a worker", TimeSpan.FromMinutes(1), async stop =>
            {
                if (!stands)
                    throw new NotHeldException("not tried: the forum that tells what it gets does not stand");
                var random = run.RandomFor(Kind);
                string[] protocols = ["h2c", "TLS/1.0", "HTTP/2.0", "anything", "websocket, h2c", "h2c, websocket", "WebSocket2", $"x{random.NextInt64():x}"];
                string[] paths = ["/", "/api/config", "/socket.io/", "/socket.io/?EIO=4&transport=websocket", "/assets/nothing", "/login"];
                var passed = new List<string>();
                await using var visitor = run.Visitors.AtOrigin();
                var socket = await visitor.AskAsync(paths[3], stop, "GET", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
                if (socket.Header("x-hostile-upgrade") != "websocket")
                    throw new InvalidOperationException($"a real WebSocket's Upgrade does not reach the worker: {socket.Described}, {socket.Header("x-hostile-upgrade")}");
                foreach (var path in paths)
                {
                    foreach (var protocol in protocols)
                    {
                        var answer = await visitor.AskAsync(path, stop, "GET", "Connection: Upgrade, HTTP2-Settings", $"Upgrade: {protocol}", "HTTP2-Settings: AAMAAABkAAQAAP__");
                        if (answer.Header("x-hostile-upgrade") is { Length: > 0 } got && (got != "websocket" || !path.StartsWith("/socket.io/", StringComparison.Ordinal)))
                            passed.Add($"GET {path}, Upgrade: {protocol}: the worker got Upgrade: {got}");
                    }
                }
                var tried = paths.Length * protocols.Length;
                return passed.Count == 0 ? $"{tried} requests, no upgrade passed on" : throw new NotHeldException($"{passed.Count} of {tried} upgrades passed on", passed);
            }, cancel);
        }
        finally
        {
            await run.Host.TryScriptAsync(Script, ["stop"], CancellationToken.None);
        }
    }
}

/// <summary>What a message to the person who deploys must not have in it.</summary>
internal static partial class Messages
{
    private const int Fragment = 8;

    /// <summary>Says what is wrong with a message, or that nothing is.</summary>
    public static async Task<string> CheckAsync(AttackRun run, string message, CancellationToken cancel)
    {
        var secrets = AttackedHost.Lines(await run.Host.ScriptAsync("secrets.sh", [], cancel)).Select(line => line.Split('\t')).Select(cells => (Name: cells[0], Value: cells[1])).ToList();
        if (secrets.Count == 0)
            throw new InvalidOperationException("the host has no secrets");
        var wrong = new List<string>();
        if (Controls().Matches(message) is { Count: > 0 } controls)
            wrong.Add($"{controls.Count} control characters, among them {string.Join(", ", controls.Select(match => $"\\x{(int)match.Value[0]:x2}").Distinct().Take(5))}");
        foreach (var (name, value) in secrets)
        {
            if (Enumerable.Range(0, Math.Max(0, value.Length - Fragment + 1)).Select(i => value.Substring(i, Fragment)).Count(part => message.Contains(part, StringComparison.Ordinal)) is > 0 and var parts)
                wrong.Add($"{Math.Min(value.Length, parts + Fragment - 1)} of the {value.Length} characters of {name}");
        }
        return wrong.Count == 0 ? $"{message.Length} characters, no escape and no piece of {secrets.Count} secrets" : throw new NotHeldException(string.Join("; ", wrong), AttackedHost.Lines(message));
    }

    // All but tab and line end; also the eight-bit ones, of which a terminal may take \x9b for an escape.
    [GeneratedRegex(@"[\x00-\x08\x0b-\x1f\x7f-\x9f]")]
    private static partial Regex Controls();
}
