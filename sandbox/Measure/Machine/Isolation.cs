using System.Diagnostics;
using System.Text.Json;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Measure.Machine;

/// <summary>
/// Runs this program again in namespaces of its own: with a network, mounts and process numbers that nobody else sees. Whatever it does there, down to
/// the last process and address, the kernel takes away when its first process ends, however it ends.
/// </summary>
internal static class Isolation
{
    /// <summary>The command that the program is run again with.</summary>
    public const string Command = "inside";

    /// <summary>Runs a plan and gives its result. Progress goes to this program's standard output.</summary>
    /// <typeparam name="TResult">What comes back, as JSON.</typeparam>
    /// <exception cref="SandboxException">It is not possible here, or it failed; what went wrong is on standard error then.</exception>
    public static async Task<TResult> RunAsync<TResult>(Plan plan, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("nodebb-infra-measure-");
        try
        {
            var (planFile, resultFile) = (Path.Combine(folder.FullName, "plan.json"), Path.Combine(folder.FullName, "result.json"));
            await File.WriteAllTextAsync(planFile, JsonSerializer.Serialize(plan), cancel);
            var exitCode = await RunAsync(planFile, resultFile, cancel);
            return exitCode == 0
                ? JsonSerializer.Deserialize<TResult>(await File.ReadAllTextAsync(resultFile, cancel))!
                : throw new SandboxException($"The measurement failed (exit {exitCode}).");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> RunAsync(string planFile, string resultFile, CancellationToken cancel)
    {
        var info = new ProcessStartInfo("unshare",
        [
            "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--", "dotnet", typeof(Isolation).Assembly.Location, Command, planFile, resultFile,
        ])
        { RedirectStandardInput = true };
        using var process = Process.Start(info) ?? throw new SandboxException("unshare did not start.");
        try
        {
            await process.WaitForExitAsync(cancel);
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

    /// <summary>Inside: ends everything when the outer program is no more, which shows in the end of its pipe, and deletes the folder that it could not.</summary>
    public static void EndWithParent(string planFile) => new Thread(() =>
    {
        using var input = Console.OpenStandardInput();
        while (input.Read(new byte[1]) > 0)
        {
            // Nothing is sent.
        }
        Directory.Delete(Path.GetDirectoryName(planFile)!, recursive: true);
        Environment.Exit(1);
    })
    { IsBackground = true }.Start();
}
