using System.Buffers.Binary;
using System.Text;

namespace NodeBBInfra.Configuration.Checks;

/// <summary>Validates SSH keys. Each method returns what to write instead, or null for a valid value.</summary>
internal static class SshKeys
{
    /// <summary>An example key; no host has it.</summary>
    public const string ExampleHostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB";

    /// <summary>An example of a private key file.</summary>
    public const string ExamplePrivateKey = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n";

    private const string Type = "ssh-ed25519";
    private const string Whole = "set it to the whole text of a private key file, from -----BEGIN to -----END";
    private const string Scan = "write the key that ssh-keyscan -t ed25519 <host> prints, \"ssh-ed25519 AAAA…\"";

    /// <summary>The server's public key.</summary>
    /// <remarks>
    /// The provider offers only this key's algorithm, and OpenSSH since 8.8 refuses ssh-rsa: https://www.openssh.com/txt/release-8.8
    /// </remarks>
    public static string? HostKey(string value)
    {
        var fields = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields switch
        {
            [Type, var blob, ..] when IsEd25519(blob) && !value.Contains('\n') => null,
            [Type, ..] => $"the key is damaged; {Scan}",
            ["ssh-rsa", ..] => $"OpenSSH no longer accepts ssh-rsa; {Scan}",
            [_, Type, ..] => $"leave the host name before the key out; {Scan}",
            _ => Scan,
        };
    }

    /// <summary>The private key to log in with. The message never repeats it.</summary>
    public static string? LoginKey(string value) => IsPrivate(value) ? null : $"{Whole}, or leave it out to use the SSH agent";

    /// <summary>The private key for fetching a repository. The host uses it unattended, so it cannot have a passphrase.</summary>
    public static string? DeployKey(string value) =>
        !IsPrivate(value) ? Whole
        : NeedsPassphrase(value)
            ? "set it to a key without a passphrase (ssh-keygen -t ed25519 -N \"\"), because the host uses it unattended"
        : null;

    /// <summary>The key without its comment. Otherwise a changed comment would run every command again.</summary>
    public static string WithoutComment(string hostKey) =>
        string.Join(' ', hostKey.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2));

    private static bool IsPrivate(string value) =>
        value.TrimStart().StartsWith("-----BEGIN ", StringComparison.Ordinal)
        && value.Contains("PRIVATE KEY-----", StringComparison.Ordinal)
        && value.All(c => c is '\n' or '\r' or (>= ' ' and < (char)127));

    // OpenSSH's format starts with the cipher's name, "none" for an unencrypted key.
    // https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key
    private static bool NeedsPassphrase(string value)
    {
        var body = string.Concat(
            value.Split('\n').Select(line => line.Trim()).Where(line => !line.StartsWith("-----", StringComparison.Ordinal))
        );
        var head = new byte[body.Length];
        return value.Contains("ENCRYPTED", StringComparison.Ordinal)
            || (
                Convert.TryFromBase64String(body, head, out var length)
                && Encoding.ASCII.GetString(head, 0, length) is var text
                && text.StartsWith("openssh-key-v1\0", StringComparison.Ordinal)
                && !text.StartsWith("openssh-key-v1\0\0\0\0\u0004none", StringComparison.Ordinal)
            );
    }

    // Two length-prefixed strings: the type and the 32 bytes of the key. https://www.rfc-editor.org/rfc/rfc8709#section-4
    private static bool IsEd25519(string base64)
    {
        Span<byte> blob = stackalloc byte[128];
        if (!Convert.TryFromBase64String(base64, blob, out var length) || length != 4 + Type.Length + 4 + 32)
        {
            return false;
        }

        return BinaryPrimitives.ReadInt32BigEndian(blob) == Type.Length
            && Encoding.ASCII.GetString(blob.Slice(4, Type.Length)) == Type
            && BinaryPrimitives.ReadInt32BigEndian(blob[(4 + Type.Length)..]) == 32;
    }
}
