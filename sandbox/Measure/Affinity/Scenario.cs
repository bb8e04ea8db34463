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
            "A visitor who has been here before: the session cookie is sent from the first request on, from one address, on kept connections."
        ),
        new(
            "forged",
            "forged X-Forwarded-For",
            60,
            "The visitor sends another `X-Forwarded-For` with every request. Cloudflare passes it on and appends the real address."
        ),
        new(
            "flip",
            "IPv4/IPv6 flip",
            60,
            "Every request has its own connection, alternately over IPv4 and IPv6. A WebSocket is one connection, so it cannot flip."
        ),
        new(
            "cookieless",
            "cookie-less first request",
            60,
            "A new visitor: the first request has no cookie and is routed by the address. The socket follows at once, with the cookie and the token from the response."
        ),
        new(
            "moving",
            "address changes",
            300,
            "The address changes between two exchanges. Polling continues from the new address (a pending request is still answered at the old one) and must stay in the same "
                + "engine.io session. A WebSocket is one connection and is cut; the client must reconnect by itself, with exactly one new session."
        ),
        new(
            Killed,
            "a worker is killed",
            300,
            "All visitors are connected when one worker is killed (SIGKILL). It is restarted after 2 s, as by its systemd unit. Visitors on other workers must not be affected. Those on "
                + "the killed worker lose their engine.io session, which was in its memory. They must get a new one by socket.io's own reconnection, as NodeBB's page configures it (5 attempts, "
                + "at first 1.5 s apart). Then their events must be answered again, and `GET /api/config` must answer 200."
        ),
    ];
}
