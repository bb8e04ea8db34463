using System.Security.Cryptography;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Tests.Engine.State;

/// <summary>The state file: format, secrets and writes.</summary>
public sealed class StateFileTests : IDisposable
{
    /// <summary>
    /// Pulumi's own test vector for the passphrase "password":
    /// https://github.com/pulumi/pulumi/blob/master/pkg/secrets/passphrase/manager_test.go
    /// </summary>
    private const string PublishedSalt = "v1:fozI5u6B030=:v1:F+6ZduKKd8G0/V7L:PGMFeIzwobWRKmEAzUdaQHqC5mMRIQ==";

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Secrets_are_of_Pulumis_own_passphrase_format()
    {
        using var crypter = PassphraseCrypter.Open("password", PublishedSalt, "the vector");
        Assert.Equal("pulumi", crypter.Decrypt(PublishedSalt.Split(':', 3)[2]));
        Assert.Equal("sécret", crypter.Decrypt(crypter.Encrypt("sécret")));
        Assert.Throws<EngineException>(() => PassphraseCrypter.Open("password123", PublishedSalt, "the vector"));
        var sealedText = crypter.Encrypt("text").Split(':');
        sealedText[2] = Convert.ToBase64String([.. Convert.FromBase64String(sealedText[2]).Reverse()]);
        Assert.ThrowsAny<CryptographicException>(() => crypter.Decrypt(string.Join(':', sealedText)));
    }

    [Fact]
    public async Task Only_the_owner_can_read_it()
    {
        var project = new ThingProject(_directory["project"]);
        await project.DoAsync(Operation.Up, "provider");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(project.StateFile));
    }

    [Fact]
    public async Task A_write_that_was_cut_off_leaves_the_old_file_and_is_no_hindrance()
    {
        var project = new ThingProject(_directory["project"]);
        await project.DoAsync(Operation.Up, "before");
        var before = await File.ReadAllTextAsync(project.StateFile);
        await File.WriteAllTextAsync(project.StateFile + ".new", before[..(before.Length / 2)]);
        await project.DoAsync(Operation.Up, "before");
        Assert.Equal(before, await File.ReadAllTextAsync(project.StateFile));
        await project.DoAsync(Operation.Up, "after");
        Assert.False(File.Exists(project.StateFile + ".new"));
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file()
    {
        var file = _directory.Write("state.json", "old");
        Assert.Throws<InvalidOperationException>(() =>
            DurableFile.Replace(
                file,
                stream =>
                {
                    stream.Write("ne"u8);
                    throw new InvalidOperationException();
                }
            )
        );
        Assert.Equal("old", File.ReadAllText(file));
    }

    [Fact]
    public async Task A_run_that_finds_nothing_to_change_does_not_write()
    {
        var project = new ThingProject(_directory["project"]);
        await project.DoAsync(Operation.Up, "before");
        using var plan = new KillPlan(project, null);
        var written = File.GetLastWriteTimeUtc(project.StateFile);
        await project.DoAsync(Operation.Up, "before");
        await project.DoAsync(Operation.Refresh, "before");
        Assert.Equal(written, File.GetLastWriteTimeUtc(project.StateFile));
    }
}
