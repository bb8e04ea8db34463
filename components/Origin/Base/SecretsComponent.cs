using NodeBBInfra.Components.Settings;
using Pulumi;
using Pulumi.Command.Remote;
using Pulumi.Random;

namespace NodeBBInfra.Components.Origin.Base;

/// <summary>The origin's secrets: made here or given by the configuration, kept in the state encrypted, and on the host in files that only root can read.</summary>
internal sealed class SecretsComponent : ComponentResource
{
    // Letters and digits only, so a value is the same text in JSON, in redis.conf and in an URL. 40 of them are 238 bits.
    private const int Length = 40;

    public SecretsComponent(HostCommand host, RepositoryLogin login, Resource ready, ComponentResourceOptions options)
        : base("nodebb:origin:Secrets", "secrets", options)
    {
        var redis = Make(HostSecret.RedisPassword);
        var nodebb = Make(HostSecret.NodeBBSecret);
        AdminPassword = Make(HostSecret.AdminPassword);
        Done = host.Run(this, new HostStep
        {
            Name = "secrets",
            Script = "Origin/Base/secrets.sh",
            Timeout = TimeSpan.FromMinutes(2),
            Files =
            [
                (HostSecret.RedisPassword, redis),
                (HostSecret.NodeBBSecret, nodebb),
                (HostSecret.AdminPassword, AdminPassword),
                .. Given(login),
            ],
            After = [ready],
            Secret = true,
        });
        // Only of what other steps fill into files. A digest of 120 random characters says nothing about them, and lets other steps' readable input change when they do.
        Version = Output.Unsecret(Output.All([redis, nodebb, AdminPassword]).Apply(values => HostCommand.Digest(string.Join('\n', values))));
        RegisterOutputs();
    }

    public Command Done { get; }

    public Output<string> AdminPassword { get; }

    /// <summary>Changes whenever a secret does.</summary>
    public Output<string> Version { get; }

    private static IEnumerable<(string Name, Input<string> Content)> Given(RepositoryLogin login)
    {
        if (login.Token is not null)
        {
            yield return (HostSecret.RepositoryToken, login.Token);
        }

        if (login.Key is not null)
        {
            yield return (HostSecret.RepositoryKey, login.Key);
        }
    }

    private Output<string> Make(string name) =>
        new RandomPassword(name, new RandomPasswordArgs { Length = Length, Special = false }, new CustomResourceOptions { Parent = this }).Result;
}
