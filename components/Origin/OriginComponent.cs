using NodeBBInfra.Components.Origin.Base;
using NodeBBInfra.Components.Origin.Certificate;
using NodeBBInfra.Components.Origin.Data;
using NodeBBInfra.Components.Origin.Forum;
using NodeBBInfra.Components.Origin.Nginx;
using NodeBBInfra.Components.Origin.NodeJs;
using NodeBBInfra.Components.Origin.Redis;
using NodeBBInfra.Components.Origin.Verification;
using Pulumi;

namespace NodeBBInfra.Components.Origin;

/// <summary>The origin half: everything on the host, in steps of which those that do not need each other run side by side.</summary>
public sealed class OriginComponent : ComponentResource
{
    /// <summary>Makes all steps.</summary>
    /// <param name="name">The component's name in the stack.</param>
    /// <param name="args">What it is made from.</param>
    /// <param name="options">Pulumi's options.</param>
    public OriginComponent(string name, OriginArgs args, ComponentResourceOptions? options = null)
        : base("nodebb:origin:Origin", name, options)
    {
        var host = new HostCommand(args.Connection);
        var foundation = new BaseComponent(host, Child());
        var secrets = new SecretsComponent(host, args.Repository, foundation.Ready, Child());
        var data = new DataComponent(host, args.DeleteData, foundation.Ready, Child());
        var redis = new RedisComponent(host, secrets, foundation.Packages, Child());
        var node = new NodeJsComponent(host, args.NodeJs, foundation.Packages, Child());
        var forum = new ForumComponent(host, args, secrets, redis.Done, node.Done, Child());
        var originCertificate = new OriginCertificateComponent(host, args.Domain, foundation.Packages, Child());
        var nginx = new NginxComponent(host, args, originCertificate.Done, Child());
        var certificate = new PublicCertificateComponent(host, args, nginx.Done, Child());
        var verification = new VerificationComponent(host, args, secrets, [data.Done, forum.Done, certificate.Done], Child());

        Verification = verification.Result;
        AdminPassword = secrets.AdminPassword;
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
