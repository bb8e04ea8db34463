using System.Formats.Tar;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Attack.OnHost;

/// <summary>
/// Access to the world's host over SSH. The attack scripts are on a tmpfs there, in a folder that only root can write to.
/// </summary>
internal sealed class AttackedHost(WorldDirectory directory, HostInfo host)
{
    private const string Folder = "/run/nodebb-attack";
    private const string Resources = "Attack/";
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(2);

    /// <summary>Uploads the scripts.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        using var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, leaveOpen: true))
        {
            var assembly = typeof(AttackedHost).Assembly;
            foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Resources, StringComparison.Ordinal)))
            {
                await using var script = assembly.GetManifestResourceStream(name)!;
                await tar.WriteEntryAsync(
                    new PaxTarEntry(TarEntryType.RegularFile, name[Resources.Length..])
                    {
                        DataStream = script,
                        Mode = (UnixFileMode)0b111_101_101,
                    },
                    cancellationToken
                );
            }
        }
        await RootAsync(
            $"rm -rf {Folder} && mkdir -m 0755 {Folder} && base64 -d | tar -x --no-same-owner -C {Folder}",
            cancellationToken,
            input: Convert.ToBase64String(archive.ToArray())
        );
    }

    /// <summary>Removes the scripts.</summary>
    public Task RemoveAsync(CancellationToken cancellationToken) => RootAsync($"rm -rf {Folder}", cancellationToken);

    /// <summary>Runs a script as root that must succeed, and returns its output.</summary>
    public async Task<string> ScriptAsync(
        string script,
        IEnumerable<string> arguments,
        CancellationToken cancellationToken,
        TimeSpan? limit = null,
        string? input = null
    )
    {
        var result = await TryScriptAsync(script, arguments, cancellationToken, limit, input);
        return result.Succeeded ? result.Output : throw Failed(script, result);
    }

    /// <summary>Runs a script as root and returns its result.</summary>
    public Task<ShellResult> TryScriptAsync(
        string script,
        IEnumerable<string> arguments,
        CancellationToken cancellationToken,
        TimeSpan? limit = null,
        string? input = null
    )
    {
        var interpreter = Path.GetExtension(script) == ".mjs" ? "/opt/node/current/bin/node" : "bash";
        return TryRootAsync(
            string.Join(' ', [interpreter, $"{Folder}/{script}", .. arguments.Select(Quoted)]),
            cancellationToken,
            limit,
            input
        );
    }

    /// <summary>Runs a command line as root that must succeed, and returns its output.</summary>
    public async Task<string> RootAsync(string command, CancellationToken cancellationToken, TimeSpan? limit = null, string? input = null)
    {
        var result = await TryRootAsync(command, cancellationToken, limit, input);
        return result.Succeeded ? result.Output : throw Failed(command, result);
    }

    /// <summary>Runs a command line as root and returns its result.</summary>
    public Task<ShellResult> TryRootAsync(
        string command,
        CancellationToken cancellationToken,
        TimeSpan? limit = null,
        string? input = null
    ) => HostSsh.RunAsync(directory, host.Address, command, limit ?? DefaultLimit, cancellationToken, input);

    /// <summary>The non-empty lines of a text.</summary>
    public static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Quoted(string argument) => $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static SandboxException Failed(string what, ShellResult result) =>
        new(
            $"{what.Split('\n')[0]} failed on the host (exit {result.ExitCode}): {Shell.LastLines(result.Output + result.Error, 5).Trim()}"
        );
}
