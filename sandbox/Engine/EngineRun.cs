namespace NodeBBInfra.Sandbox.Engine;

/// <summary>Runs a Pulumi program without the pulumi command: this sandbox's engine, not for production.</summary>
public static class EngineRun
{
    /// <summary>Runs one operation on one stack, with the pulumi command's non-interactive output.</summary>
    /// <param name="o">The options.</param>
    /// <param name="output">Receives the output as the run goes on.</param>
    /// <param name="cancellationToken">Ctrl-C: starts no new operation, waits for running ones, records them, and fails the run.</param>
    /// <returns>The result. Errors are printed and set the exit code; they are not thrown.</returns>
    public static async Task<EngineResult> ExecuteAsync(EngineOptions o, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(o);
        ArgumentNullException.ThrowIfNull(output);
        try
        {
            await using var session = Session.Open(o, output, cancellationToken);
            return await session.ExecuteAsync();
        }
        catch (EngineException error)
        {
            await output.WriteLineAsync($"error: {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await output.WriteLineAsync($"error: The state file {o.StateFile} cannot be read or written: {error.Message}");
        }

        return new EngineResult(1, new Dictionary<string, int>(), new Dictionary<string, object?>(), [], 0);
    }
}
