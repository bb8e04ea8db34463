using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace NodeBBInfra.Tests.EndToEnd;

/// <summary>
/// A visitor who uses the forum all the time until disposed: requests, one after the other, and two socket.io sessions, by polling and by
/// WebSocket.
/// </summary>
internal sealed class ForumUse
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _end = new();
    private readonly ForumVisitor _visitor;
    private readonly string _socket;
    private readonly Task[] _tasks;
    private readonly List<string> _failures = [];
    private int _requests;

    private ForumUse(ForumVisitor visitor, string token)
    {
        _visitor = visitor;
        _socket = $"/socket.io/?EIO=4&_csrf={token}&transport=";
        _tasks = [Task.Run(RequestAsync), Task.Run(PollAsync), Task.Run(ListenAsync)];
    }

    /// <summary>Begins with a session and its token, without which NodeBB refuses socket.io.</summary>
    public static async Task<ForumUse> StartAsync(ForumVisitor visitor) => new(visitor, await visitor.TokenAsync());

    /// <summary>Ends the use. Returns the number of answered requests, and a line for each that failed and each lost session.</summary>
    public async Task<(int Requests, IReadOnlyList<string> Failures)> EndAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_tasks);
        _end.Dispose();
        return (_requests, _failures);
    }

    private async Task RequestAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            await TryAsync("request", async () => await AnsweredAsync(_visitor.GetAsync("/api/config")));
            await Task.Delay(Pause);
        }
    }

    private Task PollAsync() =>
        TryAsync(
            "polling session",
            async () =>
            {
                using var opened = JsonDocument.Parse((await AnsweredAsync(_visitor.GetAsync($"{_socket}polling")))[1..]);
                var session = $"{_socket}polling&sid={opened.RootElement.GetProperty("sid").GetString()}";
                await AnsweredAsync(_visitor.PostAsync(session, "40"));
                while (!_end.IsCancellationRequested)
                {
                    // The server answers with a ping at the latest.
                    if ((await AnsweredAsync(_visitor.GetAsync(session))).Contains('2', StringComparison.Ordinal))
                        await AnsweredAsync(_visitor.PostAsync(session, "3"));
                }
            }
        );

    private Task ListenAsync() =>
        TryAsync(
            "WebSocket",
            async () =>
            {
                using var socket = await _visitor.ConnectAsync($"{_socket}websocket");
                await socket.SendAsync("40"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                var buffer = new byte[4096];
                while (!_end.IsCancellationRequested)
                {
                    var received = await socket.ReceiveAsync(buffer, _end.Token);
                    if (received.MessageType == WebSocketMessageType.Close)
                        throw new IOException($"closed: {received.CloseStatus} {received.CloseStatusDescription}");
                    if (Encoding.UTF8.GetString(buffer, 0, received.Count) == "2")
                        await socket.SendAsync("3"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                }
            }
        );

    private async Task<string> AnsweredAsync(Task<HttpResponseMessage> request)
    {
        using var response = await request;
        response.EnsureSuccessStatusCode();
        Interlocked.Increment(ref _requests);
        return await response.Content.ReadAsStringAsync();
    }

    private async Task TryAsync(string what, Func<Task> use)
    {
        try
        {
            await use();
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested) { }
        catch (Exception e)
            when (e is HttpRequestException or IOException or WebSocketException or JsonException or OperationCanceledException)
        {
            lock (_failures)
                _failures.Add($"{DateTime.UtcNow:HH:mm:ss} {what}: {e.Message}");
        }
    }
}
