namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>How nginx finds the worker that serves a visitor. The setting's values are the names here, in lower case with dashes.</summary>
/// <remarks>
/// socket.io's polling transport needs every request of a session on the worker that opened it:
/// https://socket.io/docs/v4/using-multiple-nodes/#enabling-sticky-session
/// </remarks>
public enum Affinity
{
    /// <summary>A socket by the worker in its id; all else by the <c>express.sid</c> cookie, or by the restored visitor address when there is none.</summary>
    Session,

    /// <summary>The restored visitor address (<c>CF-Connecting-IP</c>).</summary>
    VisitorIp,

    /// <summary>The X-Forwarded-For header as it arrives, which the visitor can choose.</summary>
    XForwardedFor,
}
