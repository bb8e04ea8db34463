using System.Collections.Immutable;
using NodeBBInfra.Components.Origin.Forum;
using Pulumi;
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

    private readonly HostCommand _host;
    private readonly RandomPassword _redis;
    private readonly RandomPassword _nodebb;
    private readonly RandomPassword _admin;
    private readonly RandomId _stack;

    /// <summary>Generates the secrets.</summary>
    public SecretsComponent(HostCommand host, ComponentResourceOptions options)
        : base("nodebb:origin:Secrets", "secrets", options)
    {
        _host = host;
        _redis = Make(HostSecret.RedisPassword);
        _nodebb = Make(HostSecret.NodeBBSecret);
        _admin = Make(HostSecret.AdminPassword);
        _stack = new RandomId("stack", new RandomIdArgs { ByteLength = 8 }, new CustomResourceOptions { Parent = this });
    }

    /// <summary>What is generated once for the stack.</summary>
    public IReadOnlyList<Resource> Generated => [_redis, _nodebb, _admin, _stack];

    /// <summary>Identifies the stack, as long as its state exists.</summary>
    public Output<string> Stack => _stack.Hex;

    /// <summary>Creates the step that writes them to the host.</summary>
    public WrittenSecrets Write(Administrator administrator, RepositoryLogin login, Resource after)
    {
        var done = _host.Run(
            this,
            new HostStep
            {
                Name = "secrets",
                Script = "Origin/Secrets/secrets.sh",
                Timeout = TimeSpan.FromMinutes(2),
                Files =
                [
                    (HostSecret.RedisPassword, _redis.Result),
                    (HostSecret.NodeBBSecret, _nodebb.Result),
                    (HostSecret.AdminPassword, _admin.Result),
                    .. Given(login),
                ],
                After = [after],
                Secret = true,
            }
        );
        var adminPassword = Output
            .Tuple(_admin.Result, done.Stdout)
            .Apply(t => t.Item2?.Contains(HostsOwn, StringComparison.Ordinal) == true ? KeptPassword : t.Item1);
        var first = Remember(administrator, after).Keepers.Apply(keepers => Remembered(keepers, administrator));
        RegisterOutputs();
        return new WrittenSecrets(done, HostCommand.RunOf(done), adminPassword, first);
    }

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

    private RandomPassword Make(string name) =>
        new(name, new RandomPasswordArgs { Length = Length, Special = false }, new CustomResourceOptions { Parent = this });

    // The forum is set up once, and only the state remembers with which administrator. So keep the values as keepers, and ignore changes to
    // them. A host that keeps the data of an earlier forum may refuse the name, so remember it only after that step.
    private RandomId Remember(Administrator first, Resource after) =>
        new(
            "administrator",
            new RandomIdArgs { ByteLength = 1, Keepers = { [UsernameKey] = first.Username, [EmailKey] = first.Email } },
            new CustomResourceOptions
            {
                Parent = this,
                IgnoreChanges = { "keepers" },
                DependsOn = { after },
            }
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
