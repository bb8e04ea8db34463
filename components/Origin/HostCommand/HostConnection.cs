using Pulumi;
using Pulumi.Command.Remote.Inputs;

namespace NodeBBInfra.Components.Origin;

/// <summary>How to connect to the host over SSH. All commands share one object, so their recorded connections never differ.</summary>
/// <param name="Host">Name or address of the SSH server.</param>
/// <param name="Port">Its port.</param>
/// <param name="User"><c>root</c>, or a user for whom <c>sudo -n</c> works.</param>
/// <param name="HostKey">The server's public key, <c>ssh-ed25519 AAAA…</c>. Nothing is sent to a server that does not have it.</param>
/// <param name="PrivateKey">The private key, a secret; null to use the SSH agent (SSH_AUTH_SOCK).</param>
public sealed record HostConnection(string Host, int Port, string User, string HostKey, Output<string>? PrivateKey)
{
    // 10 attempts wait 11 s in total, 20 wait 61 s: time for a machine to boot. The provider sets the delays. It also retries silently with
    // a wrong key, and a host that counts failed logins may then block the address. So do not retry more often.
    private const int UsualDialErrors = 10;
    private const int BootDialErrors = 20;

    // A destroy should not wait for a host that is gone: at most 3 times PerDialTimeout. At a create or update, such a step comes after
    // others that have waited.
    private const int FewDialErrors = 3;

    /// <summary>The prefix for a command that needs root.</summary>
    internal string Sudo => User == "root" ? "" : "sudo -n ";

    /// <summary>Identifies the host: user, address, port and host key.</summary>
    internal string Identity => $"{User}@{Host}:{Port} {HostKey}";

    /// <summary>Provider arguments for a host that is up.</summary>
    internal ConnectionArgs ToArgs() => ToArgs(UsualDialErrors);

    /// <summary>Provider arguments for a host that may still be booting.</summary>
    internal ConnectionArgs ToPatientArgs() => ToArgs(BootDialErrors);

    /// <summary>Provider arguments for a step that acts at destroy, when the host may be gone.</summary>
    internal ConnectionArgs ToImpatientArgs() => ToArgs(FewDialErrors);

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
