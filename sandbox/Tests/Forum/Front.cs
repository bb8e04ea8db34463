using System.Globalization;
using System.Text.Json;
using NodeBBInfra.Components.Origin.Forum;

namespace NodeBBInfra.Tests.Forum;

/// <summary>The front of the forum's workers in these tests, and nodebb-verify as the host runs it.</summary>
internal sealed class Front : IAsyncDisposable
{
    private const string Domain = "forum.example.org";

    private readonly TempDirectory _folder = new();
    private readonly ForumFixture _forum;
    private RunningProcess? _process;

    private Front(ForumFixture forum) => _forum = forum;

    /// <summary>The requests so far, one a line, and which of them were given up.</summary>
    public string[] Log => [.. _process!.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)];

    /// <summary>The number of logins at the forum.</summary>
    public int Logins => Log.Count(line => line == "POST /login");

    /// <summary>The number of queries for the workers' unit states.</summary>
    public int AskedForStates => File.ReadAllLines(_folder["asked"]).Length;

    public static async Task<Front> StartAsync(ForumFixture forum, string fault = "none", TestCertificate? certificate = null)
    {
        var front = new Front(forum);
        certificate ??= TestCertificate.Make(Domain);
        front._process = RunningProcess.Start(
            "node",
            [
                Repository.PathOf("sandbox", "Tests", "Forum", "Verification", "front.mjs"),
                front._folder.Write("certificate.pem", certificate.Pem),
                front._folder.Write("key.pem", certificate.KeyPem),
                fault,
                .. forum.Workers,
            ],
            environment: new Dictionary<string, string?> { ["PASSWORD"] = forum.Password }
        );
        front._folder.Write("authority.pem", certificate.IssuerPem);
        await Eventually.HoldsAsync(
            () => front._process.Output.Contains('\n') || front._process.HasExited,
            TimeSpan.FromSeconds(30),
            "the front listens"
        );
        Assert.False(front._process.HasExited, front._process.Error);
        return front;
    }

    /// <summary>Runs it and returns each check's line without the name.</summary>
    public async Task<(int ExitCode, IReadOnlyDictionary<string, string> Lines)> VerifyAsync(
        string? password = null,
        int waitSeconds = 0,
        string states = "active active active",
        int? redisPort = null,
        int? openWorker = null,
        string? pids = null,
        string drift = "echo '34 paths and 12 states are as they were deployed.'"
    )
    {
        using var ports = JsonDocument.Parse(_process!.Output.Split('\n')[0]);
        _folder.Write("secrets/redis-password", _forum.RedisPassword + "\n");
        var settings = JsonSerializer.Serialize(
            new
            {
                domain = Domain,
                hosts = new[] { Domain, $"www.{Domain}" },
                indexed = false,
                adminUsername = _forum.User,
                secretsFolder = Path.GetDirectoryName(_folder.Write("secrets/admin-password", (password ?? _forum.Password) + "\n")),
                ports = _forum.Workers.Select(int.Parse).Take(openWorker is null ? 3 : 2).Concat(openWorker is { } open ? [open] : []),
                sessionCookie = ForumConfig.SessionCookie,
                redisPort = redisPort ?? _forum.RedisPort,
                edge = "127.0.0.1",
                httpPort = ports.RootElement.GetProperty("http").GetInt32(),
                httpsPort = ports.RootElement.GetProperty("https").GetInt32(),
                originPort = ports.RootElement.GetProperty("https").GetInt32(),
                drift = Program("bin/drift", drift),
            }
        );
        var units = states
            .Split(' ')
            .Zip(
                pids?.Split(' ') ?? _forum.Workers.Select(port => $"{Listener(int.Parse(port, CultureInfo.InvariantCulture))}"),
                (state, pid) => $"echo MainPID={pid}; echo ActiveState={state}; echo"
            );
        Program("bin/systemctl", $"echo \"$@\" >>'{_folder["asked"]}'\n{string.Join('\n', units)}");

        var ended = await RunningProcess.RunAsync(
            "node",
            [
                "--use-openssl-ca",
                VerificationChecks.Program,
                "--settings",
                _folder.Write("verify.json", settings),
                "--wait",
                $"{waitSeconds}",
            ],
            TimeSpan.FromMinutes(1),
            environment: new Dictionary<string, string?>
            {
                ["SSL_CERT_FILE"] = _folder["authority.pem"],
                ["PATH"] = $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}",
            }
        );
        Assert.True(ended.Error.Length == 0, ended.All);
        return (
            ended.ExitCode,
            ended
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split('\t', 2))
                .ToDictionary(parts => parts[0], parts => parts[1])
        );
    }

    private string Program(string path, string script)
    {
        var file = _folder.Write(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }

    // The process that listens on the port.
    private static int Listener(int port)
    {
        var inode = File.ReadLines("/proc/net/tcp")
            .Concat(File.ReadLines("/proc/net/tcp6"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .First(fields => fields[1].EndsWith($":{port:X4}", StringComparison.Ordinal) && fields[3] == "0A")[9];
        return System
            .Diagnostics.Process.GetProcesses()
            .Select(process => process.Id)
            .First(pid =>
            {
                try
                {
                    return Directory.EnumerateFiles($"/proc/{pid}/fd").Any(fd => new FileInfo(fd).LinkTarget == $"socket:[{inode}]");
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    return false; // It has exited, or belongs to another user.
                }
            });
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }
}
