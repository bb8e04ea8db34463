using System.Diagnostics;
using System.Text.Json;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Measure.Machine;

/// <summary>
/// Runs this program again in its own network, mount and PID namespaces. When its first process ends, however it ends, the kernel removes
/// everything in them, down to the last process and address.
/// </summary>
internal static class Isolation
{
    /// <summary>The command of the inner program.</summary>
    public const string Command = "inside";

    /// <summary>Runs a plan and returns its result. Progress goes to this program's stdout.</summary>
    /// <typeparam name="TResult">The result, transferred as JSON.</typeparam>
    /// <exception cref="SandboxException">This machine cannot do it, or it failed; the error is on stderr.</exception>
    public static async Task<TResult> RunAsync<TResult>(MeasurementPlan plan, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("nodebb-infra-measure-");
        try
        {
            var (planFile, resultFile) = (Path.Combine(folder.FullName, "plan.json"), Path.Combine(folder.FullName, "result.json"));
            await File.WriteAllTextAsync(planFile, JsonSerializer.Serialize(plan), cancellationToken);
            var exitCode = await RunAsync(planFile, resultFile, cancellationToken);
            return exitCode == 0
                ? JsonSerializer.Deserialize<TResult>(await File.ReadAllTextAsync(resultFile, cancellationToken))!
                : throw new SandboxException($"The measurement failed (exit {exitCode}).");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> RunAsync(string planFile, string resultFile, CancellationToken cancellationToken)
    {
        var info = new ProcessStartInfo(
            "unshare",
            [
                "--net",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "--",
                "dotnet",
                typeof(Isolation).Assembly.Location,
                Command,
                planFile,
                resultFile,
            ]
        )
        {
            RedirectStandardInput = true,
        };
        using var process = Process.Start(info) ?? throw new SandboxException("unshare did not start.");
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    /// <summary>Inside: ends everything when the outer program ends, which closes its pipe, and deletes the folder in its place.</summary>
    public static void EndWithParent(string planFile) =>
        new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            while (input.Read(new byte[1]) > 0)
            {
                // The pipe carries no data.
            }
            Directory.Delete(Path.GetDirectoryName(planFile)!, recursive: true);
            Environment.Exit(1);
        })
        {
            IsBackground = true,
        }.Start();
}
