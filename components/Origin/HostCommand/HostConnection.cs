using Pulumi;
using Pulumi.Command.Remote.Inputs;

namespace NodeBBInfra.Components.Origin;

/// <summary>How to log in at the origin. One object for all commands, so their recorded connections never differ.</summary>
/// <param name="Host">Name or address of the host's SSH server.</param>
/// <param name="Port">Its port.</param>
/// <param name="User"><c>root</c>, or a user for whom <c>sudo -n</c> works.</param>
/// <param name="HostKey">The server's public key, <c>ssh-ed25519 AAAA…</c>: nothing is sent to a host that cannot prove it.</param>
/// <param name="PrivateKey">The private key, as a secret; nothing when the SSH agent answers (SSH_AUTH_SOCK).</param>
public sealed record HostConnection(string Host, int Port, string User, string HostKey, Output<string>? PrivateKey)
{
    // 10 tries wait 11 s in all, 20 wait 61 s: time for a machine to boot. The delays are the provider's own. It tries as often when a
    // key is wrong, in silence, and a host that counts failed logins locks it out, so more patience would do harm.
    private const int UsualDialErrors = 10;
    private const int BootDialErrors = 20;

    /// <summary>What stands before a command that needs root.</summary>
    internal string Sudo => User == "root" ? "" : "sudo -n ";

    /// <summary>Which host this is, as whom and by which key of the server.</summary>
    internal string Identity => $"{User}@{Host}:{Port} {HostKey}";

    /// <summary>The provider's arguments for a host that is up.</summary>
    internal ConnectionArgs ToArgs() => ToArgs(UsualDialErrors);

    /// <summary>The provider's arguments for a host that may still be booting.</summary>
    internal ConnectionArgs ToPatientArgs() => ToArgs(BootDialErrors);

    private ConnectionArgs ToArgs(int dialErrorLimit)
    {
        var args = new ConnectionArgs
        {
            Host = Host,
            Port = Port,
            User = User,
            HostKey = HostKey,
            DialErrorLimit = dialErrorLimit,
            PerDialTimeout = 15,
        };
        if (PrivateKey is not null)
        {
            args.PrivateKey = PrivateKey;
        }

        return args;
    }
}
