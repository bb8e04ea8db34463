using System.Text;
using Grpc.Core;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Display;
using NodeBBInfra.Sandbox.Engine.Providers.Instances;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace NodeBBInfra.Sandbox.Engine.Providers.Command;

/// <summary>A command's output without the last newline.</summary>
internal sealed record RemoteOutput(string Stdout, string Stderr);

/// <summary>Runs one command over SSH, in the login shell, without a terminal or a timeout: limits are up to the host.</summary>
internal sealed class RemoteCommand(IProviderLog log, SshLogins logins, string urn)
{
    /// <exception cref="RpcException">
    /// No connection, or a nonzero exit code. The message has the command and its output, never the standard input.
    /// </exception>
    public async Task<RemoteOutput> RunAsync(SshConnection connection, string text, string? stdin, (bool Stdout, bool Stderr) logging)
    {
        using var client = await new SshDialer(log, logins, urn).DialAsync(connection);
        using var command = client.CreateCommand(text);
        var all = new StringBuilder();
        var running = command.ExecuteAsync(CancellationToken.None);
        var stdout = CollectAsync(command.OutputStream, all, logging.Stdout);
        var stderr = CollectAsync(command.ExtendedOutputStream, all, logging.Stderr);
        await FeedAsync(command, stdin);
        try
        {
            await running;
        }
        catch (SshException error)
        {
            throw Failure($"{error.Message}: running {GoText.Quote(text)}");
        }

        var (output, errors) = (await stdout, await stderr);
        if (command.ExitStatus is not { } status)
        {
            throw Failure($"wait: remote command exited without exit status or exit signal: running {GoText.Quote(text)}:\n{all}");
        }

        if (status != 0)
        {
            throw Failure($"Process exited with status {status}: running {GoText.Quote(text)}:\n{all}");
        }

        return new RemoteOutput(WithoutLastNewline(output), WithoutLastNewline(errors));
    }

    private static RpcException Failure(string message) => new(new Status(StatusCode.Unknown, message));

    private static string WithoutLastNewline(string text) => text.EndsWith('\n') ? text[..^1] : text;

    private static async Task FeedAsync(SshCommand command, string? stdin)
    {
        try
        {
            await using var input = command.CreateInputStream();
            if (!string.IsNullOrEmpty(stdin))
            {
                await input.WriteAsync(Encoding.UTF8.GetBytes(stdin));
            }
        }
        catch (Exception error) when (error is SshException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // A command may exit without reading all of its input; its exit code decides.
        }
    }

    private async Task<string> CollectAsync(Stream stream, StringBuilder all, bool show)
    {
        using var reader = new StreamReader(stream, new UTF8Encoding(false));
        var own = new StringBuilder();
        var line = new StringBuilder();
        var buffer = new char[4096];
        int count;
        while ((count = await Task.Run(() => reader.Read(buffer, 0, buffer.Length))) > 0)
        {
            own.Append(buffer, 0, count);
            lock (all)
            {
                all.Append(buffer, 0, count);
            }

            if (show)
            {
                line.Append(buffer, 0, count);
                await ShowLinesAsync(line, isEnd: false);
            }
        }

        await ShowLinesAsync(line, isEnd: true);
        return own.ToString();
    }

    private async Task ShowLinesAsync(StringBuilder pending, bool isEnd)
    {
        var text = pending.ToString();
        var end = isEnd ? text.Length : text.LastIndexOf('\n') + 1;
        pending.Remove(0, end);
        foreach (var line in text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            await log.LogAsync(LogSeverity.Info, urn, line, ephemeral: true);
        }
    }
}
