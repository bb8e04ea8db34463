namespace NodeBBInfra.Sandbox.Measure.AffinityRuns;

/// <summary>An event in visitors' sessions, defined under the same id in visitors/scenarios.mjs.</summary>
/// <param name="Id">Its name in the visitors program.</param>
/// <param name="Name">Its name in tables.</param>
/// <param name="AtOnce">The number of visitors in parallel.</param>
/// <param name="Meaning">What a visitor does, and what counts as lost, for the report.</param>
internal sealed record Scenario(string Id, string Name, int AtOnce, string Meaning)
{
    /// <summary>The id of the scenario in which a worker is killed.</summary>
    public const string Killed = "killed";

    /// <summary>All scenarios, in the order of the table.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new(
            "ordinary",
            "ordinary",
            60,
            "A visitor who has been here before: the session's cookie is there from the first request on; one address, connections that are kept."
        ),
        new(
            "forged",
            "forged X-Forwarded-For",
            60,
            "Every request brings another `X-Forwarded-For` of the visitor's own, which Cloudflare passes on in front of the true address."
        ),
        new(
            "flip",
            "IPv4/IPv6 flip",
            60,
            "Every request on a connection of its own, IPv4 and IPv6 in turn. A WebSocket alone is one connection and cannot flip."
        ),
        new(
            "cookieless",
            "cookie-less first request",
            60,
            "A new visitor: the first request has no cookie and goes where the address leads; the socket follows at once with the cookie and the token that came back."
        ),
        new(
            "moving",
            "address changes",
            300,
            "The address changes between two exchanges. Polling goes on from the new address (a request on its way is still answered at the old one) and must stay the same "
                + "engine.io session. A WebSocket is one connection and is cut; the client must be back by itself, with one new session and no more."
        ),
        new(
            Killed,
            "a worker is killed",
            300,
            "All visitors are connected when one worker is killed (SIGKILL); it is started again after 2 s, as its systemd unit says. Who was on another worker must notice nothing. Who was on "
                + "the killed one must, by socket.io's own reconnection as NodeBB's page configures it (5 attempts, 1.5 s apart at first), get to where events are answered again, and "
                + "`GET /api/config` must answer 200 afterwards; the sessions that were on it end with it and are new ones afterwards, since engine.io keeps them in the worker's memory."
        ),
    ];
}
