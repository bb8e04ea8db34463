namespace NodeBBInfra.Sandbox.Attack.Kinds;

/// <summary>
/// A plugin has taken over the workers' ports: its output reaches the person who deploys, and it sees what nginx forwards.
/// </summary>
internal sealed class HostileForum : IAttack
{
    private const string Script = "hostile-forum.sh";

    public string Kind => "hostile forum";

    public async Task RunAsync(AttackRun run, CancellationToken cancellationToken)
    {
        try
        {
            var stands = false;
            await run.Log.TryAsync(
                Kind,
                "verification",
                "nodebb-verify asks a forum that answers with terminal escapes and with the password that it was sent",
                TimeSpan.FromMinutes(2),
                async stop =>
                {
                    await run.Host.ScriptAsync(Script, ["start"], stop);
                    stands = true;
                    await using var visitor = run.Visitors.AtOrigin();
                    var answer = await visitor.AskAsync("/whoever", stop);
                    if (answer.Header("x-hostile") is null)
                        throw new InvalidOperationException($"the hostile forum does not answer: {answer.Described}");
                    var said = await run.Host.TryRootAsync("nodebb-verify", stop);
                    return said.ExitCode == 0
                        ? throw new NotHeldException("nodebb-verify finds nothing wrong with it")
                        : await Messages.CheckAsync(run, said.Output + said.Error, stop);
                },
                cancellationToken
            );

            await run.Log.TryAsync(
                Kind,
                "upgrades",
                "Upgrade: h2c, TLS and others on many paths: what reaches a worker",
                TimeSpan.FromMinutes(1),
                async stop =>
                {
                    if (!stands)
                        throw new NotHeldException("not tried: the forum that tells what it gets does not stand");
                    var random = run.RandomFor(Kind);
                    string[] protocols =
                    [
                        "h2c",
                        "TLS/1.0",
                        "HTTP/2.0",
                        "anything",
                        "websocket, h2c",
                        "h2c, websocket",
                        "WebSocket2",
                        $"x{random.NextInt64():x}",
                    ];
                    string[] paths =
                    [
                        "/",
                        "/api/config",
                        "/socket.io/",
                        "/socket.io/?EIO=4&transport=websocket",
                        "/assets/nothing",
                        "/login",
                    ];
                    var passed = new List<string>();
                    await using var visitor = run.Visitors.AtOrigin();
                    var socket = await visitor.AskAsync(
                        paths[3],
                        stop,
                        "GET",
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
                    );
                    if (socket.Header("x-hostile-upgrade") != "websocket")
                    {
                        throw new InvalidOperationException(
                            $"a real WebSocket's Upgrade does not reach the worker: {socket.Described}, {socket.Header("x-hostile-upgrade")}"
                        );
                    }

                    foreach (var path in paths)
                    {
                        foreach (var protocol in protocols)
                        {
                            var answer = await visitor.AskAsync(
                                path,
                                stop,
                                "GET",
                                "Connection: Upgrade, HTTP2-Settings",
                                $"Upgrade: {protocol}",
                                "HTTP2-Settings: AAMAAABkAAQAAP__"
                            );
                            if (
                                answer.Header("x-hostile-upgrade") is { Length: > 0 } got
                                && (got != "websocket" || !path.StartsWith("/socket.io/", StringComparison.Ordinal))
                            )
                            {
                                passed.Add($"GET {path}, Upgrade: {protocol}: the worker got Upgrade: {got}");
                            }
                        }
                    }
                    var tried = paths.Length * protocols.Length;
                    return passed.Count == 0
                        ? $"{tried} requests, no upgrade passed on"
                        : throw new NotHeldException($"{passed.Count} of {tried} upgrades passed on", passed);
                },
                cancellationToken
            );
        }
        finally
        {
            await run.Host.TryScriptAsync(Script, ["stop"], CancellationToken.None);
        }
    }
}
