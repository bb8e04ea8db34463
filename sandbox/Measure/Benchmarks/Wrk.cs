using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NodeBBInfra.Sandbox.Host;
using NodeBBInfra.Sandbox.Measure.Machine;

namespace NodeBBInfra.Sandbox.Measure.Benchmarks;

/// <summary>The results of wrk.</summary>
/// <param name="PerSecond">Responses per second.</param>
/// <param name="P99Milliseconds">The 99th percentile of the latency.</param>
internal sealed record WrkResult(double PerSecond, double P99Milliseconds);

/// <summary>The load generator wrk, on the origin's machine, over TLS like Cloudflare.</summary>
/// <remarks>https://github.com/wg/wrk</remarks>
internal static partial class Wrk
{
    private const string Script = "/tmp/requests.lua";
    private const int Threads = 1,
        Connections = 32;

    /// <summary>Resolves the forum's name to nginx and prepares one request per visitor for wrk to repeat.</summary>
    public static void Prepare(string path, IReadOnlyList<ForumSession> sessions)
    {
        Mounts.Write("/etc/hosts", $"{Addresses.Origin} {OriginMachine.Domain.Name}\n");
        var lua = new StringBuilder("local requests, next = {}, 0\nfunction init()\n");
        foreach (var session in sessions)
        {
            // Cloudflare sends this Accept-Encoding to origins.
            lua.Append(
                CultureInfo.InvariantCulture,
                $$"""
                  requests[#requests + 1] = wrk.format("GET", "{{path}}", {
                    ["Cookie"] = "{{session.Cookie}}", ["X-Forwarded-For"] = "{{session.Visitor}}", ["CF-Connecting-IP"] = "{{session.Visitor}}", ["Accept-Encoding"] = "gzip, br" })

                """
            );
        }
        lua.Append("end\nfunction request()\n  next = next % #requests + 1\n  return requests[next]\nend\n");
        Mounts.Write(Script, lua.ToString());
    }

    /// <summary>Repeats the prepared requests for some seconds.</summary>
    /// <exception cref="SandboxException">A request failed, so the results are invalid.</exception>
    public static async Task<WrkResult> RunAsync(int seconds, CancellationToken cancellationToken)
    {
        var command = Mounts.Inside(
            "wrk",
            $"-t{Threads}",
            $"-c{Connections}",
            $"-d{seconds}s",
            "--timeout",
            "10s",
            "--latency",
            "-s",
            Script,
            $"{OriginMachine.Domain.Url}/"
        );
        var output = await Shell.RunAsync(
            command[0],
            command[1..],
            TimeSpan.FromSeconds(seconds + 30),
            cancellationToken: cancellationToken
        );
        if (output.Contains("Non-2xx", StringComparison.Ordinal) || output.Contains("Socket errors", StringComparison.Ordinal))
            throw new SandboxException($"Not every request was answered well:\n{output}");
        var p99 = P99().Match(output);
        return new WrkResult(
            double.Parse(PerSecond().Match(output).Groups[1].Value, CultureInfo.InvariantCulture),
            double.Parse(p99.Groups[1].Value, CultureInfo.InvariantCulture)
                * p99.Groups[2].Value switch
                {
                    "us" => 0.001,
                    "ms" => 1,
                    _ => 1000,
                }
        );
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex P99();
}
