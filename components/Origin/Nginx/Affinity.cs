namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>How nginx chooses the worker for a visitor. The setting's values are these names in lower case with dashes.</summary>
/// <remarks>
/// socket.io's polling transport needs all requests of a session on the worker that opened it:
/// https://socket.io/docs/v4/using-multiple-nodes/#enabling-sticky-session
/// </remarks>
public enum Affinity
{
    /// <summary>
    /// Sockets by the port in the session id; all else by the session cookie, or without one by the visitor's address.
    /// </summary>
    Session,

    /// <summary>The visitor's real address (<c>CF-Connecting-IP</c>).</summary>
    VisitorIp,

    /// <summary>The X-Forwarded-For header as received, which the visitor can choose.</summary>
    XForwardedFor,
}
