using System.Diagnostics;
using System.Text.Json;
using NodeBBInfra.Sandbox.Host;
using NodeBBInfra.Sandbox.Measure.Machine;

namespace NodeBBInfra.Sandbox.Measure.AffinityRuns;

/// <summary>The visitors program: many sessions with real socket.io clients.</summary>
internal static class AffinityVisitors
{
    /// <summary>Runs a scenario and returns the outcome of every session.</summary>
    /// <param name="plan">The program's location.</param>
    /// <param name="authorityFile">The CA that visitors trust.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="sessions">The number of sessions.</param>
    /// <param name="ready">Called while all visitors wait for the event; they continue when it completes.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    public static async Task<IReadOnlyList<Outcome>> PlayAsync(
        MeasurementPlan plan,
        string authorityFile,
        Scenario scenario,
        int sessions,
        Func<Task> ready,
        CancellationToken cancellationToken
    )
    {
        var info = new ProcessStartInfo($"{plan.Node}/bin/node", [Path.Combine(plan.Visitors, "visitors.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(info) ?? throw new SandboxException("node did not start.");
        try
        {
            await TellAsync(
                process,
                JsonSerializer.Serialize(
                    new
                    {
                        scenario = scenario.Id,
                        sessions,
                        atOnce = scenario.AtOnce,
                        edge = new
                        {
                            domain = OriginMachine.Domain.Name,
                            port = EdgeMachine.HttpsPort,
                            ipv4 = Addresses.Edge.ToString(),
                            ipv6 = Addresses.Edge6.ToString(),
                            authority = authorityFile,
                        },
                    }
                )
            );
            var outcomes = new List<Outcome>();
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                if (!line.StartsWith("{\"ready\"", StringComparison.Ordinal))
                {
                    outcomes.Add(JsonSerializer.Deserialize<Outcome>(line)!);
                    continue;
                }
                await ready();
                await TellAsync(process, "go");
            }
            await process.WaitForExitAsync(cancellationToken);
            return outcomes.Count == sessions
                ? outcomes
                : throw new SandboxException(
                    $"The visitors' program ended (exit {process.ExitCode}) after {outcomes.Count} of {sessions} sessions."
                );
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    private static async Task TellAsync(Process process, string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
    }
}
