using NodeBBInfra.Rpc;

namespace Pulumi;

/// <summary>Sends log messages to the engine in order.</summary>
internal sealed class EngineLog(IMonitor monitor, ProgramTasks tasks)
{
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;
    private int _errors;

    /// <summary>Whether the program has logged an error, which fails the run.</summary>
    public bool HasErrors => Volatile.Read(ref _errors) > 0;

    public Task SendAsync(LogSeverity severity, string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null)
    {
        if (severity == LogSeverity.Error)
        {
            Interlocked.Increment(ref _errors);
        }

        var sent = SendNowAsync(severity, message, resource, streamId, ephemeral);
        tasks.Add(sent);
        return sent;
    }

    private async Task SendNowAsync(LogSeverity severity, string message, Resource? resource, int? streamId, bool? ephemeral)
    {
        // Wait for the URN first: a message about a pending resource must not block the others.
        var urn = await UrnAsync(resource).ConfigureAwait(false);
        var request = new LogRequest
        {
            Severity = severity,
            Message = message,
            Urn = urn,
            StreamId = streamId ?? 0,
            Ephemeral = ephemeral ?? false,
        };
        Task sent;
        lock (_lock)
        {
            // In turn, because streamed text must arrive in order.
            sent = _last = SendAfterAsync(_last, request);
        }

        await sent.ConfigureAwait(false);
    }

    private async Task SendAfterAsync(Task previous, LogRequest request)
    {
        try
        {
            await previous.ConfigureAwait(false);
            await monitor.LogAsync(request).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not LogException)
        {
            Interlocked.Increment(ref _errors);
            throw new LogException(exception);
        }
    }

    private static async Task<string> UrnAsync(Resource? resource)
    {
        try
        {
            return resource is null ? "" : await resource.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The resource failed; the message is sent without it.
            return "";
        }
    }
}
