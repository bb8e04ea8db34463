using NodeBBInfra.Components.Origin.Certificate;
using NodeBBInfra.Components.Origin.Data;
using NodeBBInfra.Components.Origin.Forum;
using NodeBBInfra.Components.Origin.Nginx;
using NodeBBInfra.Components.Origin.NodeJs;
using NodeBBInfra.Components.Origin.Packages;
using NodeBBInfra.Components.Origin.Redis;
using NodeBBInfra.Components.Origin.Secrets;
using NodeBBInfra.Components.Origin.Verification;
using Pulumi;
using Pulumi.Command.Remote;

namespace NodeBBInfra.Components.Origin;

/// <summary>The origin: all steps on the host. Steps that are independent run in parallel.</summary>
public sealed class OriginComponent : ComponentResource
{
    private readonly OriginSettings _settings;
    private readonly HostCommand _host;
    private readonly Command[] _steps;
    private readonly Output<Administrator> _administrator;

    /// <summary>Creates all steps except those of <see cref="Publish"/>.</summary>
    /// <param name="name">The component's name in the stack.</param>
    /// <param name="settings">The origin's settings.</param>
    /// <param name="cloudflareRanges">Cloudflare's address ranges in CIDR notation, IPv4 and IPv6.</param>
    /// <param name="options">Pulumi's resource options.</param>
    public OriginComponent(
        string name,
        OriginSettings settings,
        IReadOnlyList<string> cloudflareRanges,
        ComponentResourceOptions? options = null
    )
        : base("nodebb:origin:Origin", name, options)
    {
        _settings = settings;
        _host = new HostCommand(settings.Connection, settings.Repair);
        var (domain, workers) = (settings.Server.Domain, settings.Workers);
        var packages = new PackagesComponent(_host, Child());
        var generated = new SecretsComponent(_host, Child());
        // It may refuse the host, so it comes before everything that changes the host. And a destroy that it fails keeps the secrets.
        var data = new DataComponent(
            _host,
            domain,
            settings.Administrator,
            generated.Stack,
            settings.OnDestroy,
            [packages.Ready, .. generated.Generated],
            Child()
        );
        var secrets = generated.Write(settings.Administrator, settings.RepositoryLogin, data.Done);
        var installed = packages.Install(data.Done);
        var redis = new RedisComponent(_host, secrets, installed, Child());
        var node = new NodeJsComponent(_host, settings.NodeJs, installed, Child());
        var installation = new NodeBBInstallation(settings.NodeBB, settings.NodeJs.Version, domain, workers.Ports, settings.SendsMail);
        var forum = new ForumComponent(_host, installation, secrets, redis.Done, node.Done, Child());
        var certificate = new OriginCertificateComponent(_host, settings.Connection, domain, installed, Child());
        var nginx = new NginxComponent(_host, settings.Server, workers, cloudflareRanges, certificate.Done, Child());

        _steps =
        [
            packages.Ready,
            installed,
            secrets.Done,
            data.Done,
            redis.Done,
            node.Done,
            forum.Release,
            forum.Done,
            certificate.Request,
            certificate.Done,
            nginx.Done,
        ];
        Serves = [forum.Done, nginx.Done];
        AdminPassword = secrets.AdminPassword;
        _administrator = secrets.Administrator;
        Verification = Output.Create("");
    }

    /// <summary>The resources that must exist before the origin can serve visitors.</summary>
    public IReadOnlyList<Resource> Serves { get; }

    /// <summary>Creates the steps that use the public name: the public certificate and the verification. Call it last.</summary>
    /// <param name="edge">The Cloudflare resources that must exist first.</param>
    /// <param name="edgeState">A text that changes whenever anything at Cloudflare is created or changed.</param>
    /// <param name="leaving">What Pulumi deletes after the verification, so that it cannot be verified yet, in words; empty if
    /// nothing.</param>
    public void Publish(IReadOnlyList<Resource> edge, Output<string> edgeState, string leaving)
    {
        var certificate = new PublicCertificateComponent(_host, _settings.Acme, _settings.Server.Domain, edge, Child());
        var forum = new VerifiedForum(_settings.Server.Domain, _settings.Server.IsIndexed, _settings.Workers.Ports, _administrator);
        Verification = new VerificationComponent(_host, forum, [.. _steps, certificate.Done], edgeState, leaving, Child()).Result;
        RegisterOutputs();
    }

    /// <summary>The verification's result, one line per check.</summary>
    [Output("verification")]
    public Output<string> Verification { get; private set; }

    /// <summary>The administrator's initial password, a secret.</summary>
    [Output("adminPassword")]
    public Output<string> AdminPassword { get; private set; }

    private ComponentResourceOptions Child() => new() { Parent = this };
}
