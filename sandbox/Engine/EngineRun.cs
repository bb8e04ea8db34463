namespace NodeBBInfra.Sandbox.Engine;

/// <summary>Runs a Pulumi program without Pulumi's command: the engine of this sandbox, never a way to run production.</summary>
public static class EngineRun
{
    /// <summary>Does one operation on one stack, and shows it as Pulumi's command does where there is no terminal.</summary>
    /// <param name="o">What to do.</param>
    /// <param name="output">Gets the display's lines as things happen.</param>
    /// <param name="ct">Ctrl-C: no new operation begins, those that run are waited for and recorded, and the run fails.</param>
    /// <returns>What was done. Errors are shown, and are exit codes; this throws nothing for them.</returns>
    public static async Task<EngineResult> ExecuteAsync(EngineOptions o, TextWriter output, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(o);
        ArgumentNullException.ThrowIfNull(output);
        try
        {
            await using var session = Session.Open(o, output, ct);
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
