namespace NodeBBInfra.Components.Settings;

/// <summary>What nginx hashes to choose the worker that serves a visitor.</summary>
/// <remarks>
/// socket.io's polling transport needs every request of a session on the worker that opened it:
/// https://socket.io/docs/v4/using-multiple-nodes/#enabling-sticky-session
/// </remarks>
public enum Affinity
{
    /// <summary>The <c>express.sid</c> cookie; the restored visitor address until there is one. Configuration: <c>session</c>.</summary>
    Session,

    /// <summary>The restored visitor address (<c>CF-Connecting-IP</c>). Configuration: <c>visitor-ip</c>.</summary>
    VisitorIp,

    /// <summary>The X-Forwarded-For header as it arrives, which the visitor can choose. Configuration: <c>x-forwarded-for</c>.</summary>
    XForwardedFor,
}
