using NodeBBInfra.Components.Origin.Base;
using NodeBBInfra.Components.Origin.Certificate;
using NodeBBInfra.Components.Origin.Data;
using NodeBBInfra.Components.Origin.Forum;
using NodeBBInfra.Components.Origin.Nginx;
using NodeBBInfra.Components.Origin.NodeJs;
using NodeBBInfra.Components.Origin.Redis;
using NodeBBInfra.Components.Origin.Verification;
using Pulumi;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Components.Origin;

/// <summary>The origin half: everything on the host, in steps of which those that do not need each other run side by side.</summary>
public sealed class OriginComponent : ComponentResource
{
    private readonly OriginArgs _args;
    private readonly HostCommand _host;
    private readonly Command[] _steps;
    private readonly Output<Administrator> _administrator;

    /// <summary>Makes the steps that need nothing but the host.</summary>
    /// <param name="name">The component's name in the stack.</param>
    /// <param name="args">What it is made from.</param>
    /// <param name="options">Pulumi's options.</param>
    public OriginComponent(string name, OriginArgs args, ComponentResourceOptions? options = null)
        : base("nodebb:origin:Origin", name, options)
    {
        _args = args;
        _host = new HostCommand(args.Connection);
        var foundation = new BaseComponent(_host, Child());
        var secrets = new SecretsComponent(_host, args, foundation.Ready, Child());
        var data = new DataComponent(_host, args.DeleteData, foundation.Ready, Child());
        var redis = new RedisComponent(_host, secrets, foundation.Packages, data.Done, Child());
        var node = new NodeJsComponent(_host, args.NodeJs, foundation.Packages, Child());
        var forum = new ForumComponent(_host, args, secrets, redis.Done, node.Done, Child());
        var certificate = new OriginCertificateComponent(_host, args.Connection, args.Domain, foundation.Packages, Child());
        var nginx = new NginxComponent(_host, args, certificate.Done, Child());

        _steps =
        [
            foundation.Ready, foundation.Packages, secrets.Done, data.Done, redis.Done, node.Done,
            forum.Release, forum.Done, certificate.Request, certificate.Done, nginx.Done,
        ];
        Serves = [forum.Done, nginx.Done];
        AdminPassword = secrets.AdminPassword;
        _administrator = secrets.Administrator;
        Verification = Output.Create("");
    }

    /// <summary>When these are done, the origin serves the forum to whoever is sent to it.</summary>
    public IReadOnlyList<Resource> Serves { get; }

    /// <summary>Makes the steps that reach the host by its public name: the public certificate and the verification. The last thing to be called.</summary>
    /// <param name="edge">What must stand at Cloudflare before.</param>
    /// <param name="edgeState">A text that is another whenever something at Cloudflare was made or changed.</param>
    /// <param name="leaving">What Pulumi deletes after the verification, in words, so that it cannot be verified yet; empty when there is no such thing.</param>
    public void Publish(IReadOnlyList<Resource> edge, Output<string> edgeState, string leaving)
    {
        var certificate = new PublicCertificateComponent(_host, _args, edge, Child());
        Verification = new VerificationComponent(_host, _args, _administrator, [.. _steps, certificate.Done], edgeState, leaving, Child()).Result;
        RegisterOutputs();
    }

    /// <summary>What the verification saw, one line a check.</summary>
    [Output("verification")]
    public Output<string> Verification { get; private set; }

    /// <summary>The administrator's first password, a secret.</summary>
    [Output("adminPassword")]
    public Output<string> AdminPassword { get; private set; }

    private ComponentResourceOptions Child() => new() { Parent = this };
}
