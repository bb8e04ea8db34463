using System.Buffers.Binary;
using System.Text;

namespace NodeBBInfra.Configuration;

/// <summary>Checks of SSH keys. Each answers what to write instead, or nothing for a good value.</summary>
internal static class SshKeys
{
    private const string Type = "ssh-ed25519";
    private const string Scan = "write the line's key, \"ssh-ed25519 AAAA…\", of ssh-keyscan -t ed25519 <host>";

    /// <summary>The server's public key.</summary>
    /// <remarks>The provider offers only this key's algorithm, and OpenSSH since 8.8 refuses ssh-rsa: https://www.openssh.com/txt/release-8.8</remarks>
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

    /// <summary>The key to log in with. The advice never repeats it.</summary>
    public static string? PrivateKey(string value) =>
        value.TrimStart().StartsWith("-----BEGIN ", StringComparison.Ordinal) && value.Contains("PRIVATE KEY-----", StringComparison.Ordinal)
            ? null
            : "set it to the whole text of a private key file, from -----BEGIN to -----END, or leave it out to use the SSH agent";

    /// <summary>The key without its comment, which is no part of it: a changed comment would run every command again.</summary>
    public static string WithoutComment(string hostKey) => string.Join(' ', hostKey.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2));

    // Two strings, each with its length before it: the type and 32 bytes of key. https://www.rfc-editor.org/rfc/rfc8709#section-4
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
