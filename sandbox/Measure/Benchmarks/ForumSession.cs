using System.Text.Json;
using NodeBBInfra.Components.Origin.Forum;
using NodeBBInfra.Sandbox.Host;
using NodeBBInfra.Sandbox.Measure.Machine;

namespace NodeBBInfra.Sandbox.Measure.Benchmarks;

/// <summary>A visitor's forum session and address.</summary>
/// <param name="Cookie">The session cookie, as in a request.</param>
/// <param name="Token">The CSRF token that socket.io requires.</param>
/// <param name="Visitor">The visitor's address.</param>
internal sealed record ForumSession(string Cookie, string Token, string Visitor)
{
    /// <summary>Opens sessions directly at a worker, because this is not measured.</summary>
    public static async Task<IReadOnlyList<ForumSession>> OpenAsync(int count, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        var sessions = new List<ForumSession>();
        for (var i = 0; i < count; i++)
            sessions.Add(await OpenAsync(client, $"100.64.{i / 250}.{1 + i % 250}", cancellationToken));
        return sessions;
    }

    private static async Task<ForumSession> OpenAsync(HttpClient client, string visitor, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{OriginMachine.Ports[0]}/api/config");
        request.Headers.Host = OriginMachine.Domain.Name;
        request.Headers.Add("X-Forwarded-For", visitor);
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var answer = await client.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var cookie =
            answer
                .Headers.GetValues("Set-Cookie")
                .Select(header => header.Split(';')[0])
                .FirstOrDefault(pair => pair.StartsWith(ForumConfig.SessionCookie + "=", StringComparison.Ordinal))
            ?? throw new SandboxException("The forum gave no session cookie.");
        using var config = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
        return new ForumSession(cookie, config.RootElement.GetProperty("csrf_token").GetString()!, visitor);
    }
}
