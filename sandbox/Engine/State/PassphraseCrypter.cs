using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace NodeBBInfra.Sandbox.Engine.State;

/// <summary>
/// Pulumi's passphrase secrets, format v1: PBKDF2-SHA256 with a million rounds over an 8-byte salt, AES-256-GCM,
/// <c>v1:base64(nonce):base64(ciphertext and tag)</c>.
/// https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/config/crypt.go
/// </summary>
internal sealed class PassphraseCrypter : IDisposable
{
    private const int Rounds = 1_000_000;
    private const int TagBytes = 16;
    private const string Check = "pulumi";

    /// <summary>Deriving a key costs as much as the rest of a small run, so keys are cached for the process.</summary>
    private static readonly ConcurrentDictionary<(string Passphrase, string Salt), byte[]> Keys = new();

    private readonly AesGcm _cipher;
    private readonly Lock _lock = new();

    private PassphraseCrypter(byte[] key, string salt) => (_cipher, Salt) = (new AesGcm(key, TagBytes), salt);

    /// <summary>
    /// As stored in the state and the stack file: version, salt, and an encrypted known text that detects a wrong passphrase.
    /// </summary>
    public string Salt { get; private set; }

    public static PassphraseCrypter Create(string passphrase)
    {
        var salt = RandomNumberGenerator.GetBytes(8);
        var crypter = new PassphraseCrypter(Key(passphrase, salt), "");
        crypter.Salt = $"v1:{Convert.ToBase64String(salt)}:{crypter.Encrypt(Check)}";
        return crypter;
    }

    /// <exception cref="EngineException">The salt is malformed or the passphrase is wrong.</exception>
    public static PassphraseCrypter Open(string passphrase, string salt, string where)
    {
        var parts = salt.Split(':', 3);
        if (parts is not ["v1", _, _])
        {
            throw new EngineException($"{where} has a salt that is not of Pulumi's passphrase format v1.");
        }

        try
        {
            var crypter = new PassphraseCrypter(Key(passphrase, Convert.FromBase64String(parts[1])), salt);
            if (crypter.Decrypt(parts[2]) == Check)
            {
                return crypter;
            }
        }
        catch (Exception error) when (error is CryptographicException or FormatException) { }

        throw new EngineException($"incorrect passphrase: {where} was encrypted with another one (PULUMI_CONFIG_PASSPHRASE).");
    }

    public string Encrypt(string text)
    {
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedBytes = new byte[plain.Length + TagBytes];
        lock (_lock)
        {
            _cipher.Encrypt(nonce, plain, sealedBytes.AsSpan(0, plain.Length), sealedBytes.AsSpan(plain.Length));
        }

        return $"v1:{Convert.ToBase64String(nonce)}:{Convert.ToBase64String(sealedBytes)}";
    }

    /// <exception cref="CryptographicException">The key is wrong, or the ciphertext was changed.</exception>
    /// <exception cref="FormatException">The text is not in format v1.</exception>
    public string Decrypt(string text)
    {
        if (text.Split(':') is not ["v1", var nonce, var body])
        {
            throw new FormatException("An encrypted value is not of the form v1:nonce:ciphertext.");
        }

        var bytes = Convert.FromBase64String(body);
        var plain = new byte[bytes.Length - TagBytes];
        lock (_lock)
        {
            _cipher.Decrypt(Convert.FromBase64String(nonce), bytes.AsSpan(0, plain.Length), bytes.AsSpan(plain.Length), plain);
        }

        return Encoding.UTF8.GetString(plain);
    }

    public void Dispose() => _cipher.Dispose();

    private static byte[] Key(string passphrase, byte[] salt) =>
        Keys.GetOrAdd(
            (passphrase, Convert.ToBase64String(salt)),
            _ => Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, Rounds, HashAlgorithmName.SHA256, 32)
        );
}
