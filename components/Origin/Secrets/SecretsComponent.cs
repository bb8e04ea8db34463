using System.Collections.Immutable;
using NodeBBInfra.Components.Origin.Forum;
using Pulumi;
using Pulumi.Command.Remote;
using Pulumi.Random;

namespace NodeBBInfra.Components.Origin.Secrets;

/// <summary>
/// The origin's secrets: generated or configured, encrypted in the state, and stored on the host in files that only root can read.
/// </summary>
internal sealed class SecretsComponent : ComponentResource
{
    // Letters and digits only, so a value needs no escaping in JSON, redis.conf or a URL. 40 of them have 238 bits.
    private const int Length = 40;

    // What secrets.sh prints.
    private const string HostsOwn = "the administrator's password is the host's";
    private const string KeptPassword =
        "as before: this host had the forum's data. To see it: sudo cat /etc/nodebb-infra/secrets/admin-password";
    private const string UsernameKey = "adminUsername";
    private const string EmailKey = "email";

    public SecretsComponent(
        HostCommand host,
        Administrator administrator,
        RepositoryLogin login,
        Resource ready,
        ComponentResourceOptions options
    )
        : base("nodebb:origin:Secrets", "secrets", options)
    {
        var redis = Make(HostSecret.RedisPassword);
        var nodebb = Make(HostSecret.NodeBBSecret);
        AdminPassword = Make(HostSecret.AdminPassword);
        Administrator = Remember(administrator).Keepers.Apply(first => Remembered(first, administrator));
        Done = host.Run(
            this,
            new HostStep
            {
                Name = "secrets",
                Script = "Origin/Secrets/secrets.sh",
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
            }
        );
        Version = HostCommand.RunOf(Done);
        var generated = AdminPassword;
        AdminPassword = Output
            .Tuple(generated, Done.Stdout)
            .Apply(t => t.Item2?.Contains(HostsOwn, StringComparison.Ordinal) == true ? KeptPassword : t.Item1);
        RegisterOutputs();
    }

    public Command Done { get; }

    /// <summary>The administrator's password, a secret; or where it is, if the host had the forum's data and so another one.</summary>
    public Output<string> AdminPassword { get; }

    /// <summary>Changes whenever the secrets are written to the host. It reveals nothing about them.</summary>
    public Output<string> Version { get; }

    /// <summary>The administrator from the first deployment, even if the configuration has changed since.</summary>
    public Output<Administrator> Administrator { get; }

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
        new RandomPassword(
            name,
            new RandomPasswordArgs { Length = Length, Special = false },
            new CustomResourceOptions { Parent = this }
        ).Result;

    // The forum is set up once, and only the state remembers with which administrator. So keep the values as keepers, and ignore changes to
    // them.
    private RandomId Remember(Administrator first) =>
        new(
            "administrator",
            new RandomIdArgs { ByteLength = 1, Keepers = { [UsernameKey] = first.Username, [EmailKey] = first.Email } },
            new CustomResourceOptions { Parent = this, IgnoreChanges = { "keepers" } }
        );

    private static Administrator Remembered(ImmutableDictionary<string, string>? first, Administrator configured)
    {
        var username = first?.GetValueOrDefault(UsernameKey) ?? configured.Username;
        if (username != configured.Username)
        {
            Log.Error(
                $"nodebb:adminUsername is \"{configured.Username}\", but the forum was set up with \"{username}\": an administrator's name is changed in the forum, "
                    + $"so write {username} here."
            );
        }

        return new Administrator(username, first?.GetValueOrDefault(EmailKey) ?? configured.Email);
    }
}
