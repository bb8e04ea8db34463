using NodeBBInfra.Sandbox.Engine.Providers;
using NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;
using NodeBBInfra.Sandbox.Engine.Providers.Command;
using NodeBBInfra.Sandbox.Engine.Providers.Random;
using NodeBBInfra.Sandbox.Engine.Providers.Serving;

namespace NodeBBInfra.Sandbox.Commands.PulumiCommand;

/// <summary>
/// Serves the sandbox's providers for plugins that are not installed. The real cloudflare plugin uses cloudflare:baseUrl instead.
/// </summary>
internal sealed class AttachedProviders : IAsyncDisposable
{
    private readonly List<(string Package, ProviderServer Server)> _servers = [];

    /// <summary>Counts the SSH logins if the command provider is served here.</summary>
    public SshLogins Logins { get; } = new();

    /// <summary>The packages that the sandbox serves.</summary>
    public IReadOnlyList<string> Packages => [.. _servers.Select(server => server.Package)];

    /// <summary>The value of PULUMI_DEBUG_PROVIDERS: each provider's name and port.</summary>
    public string Variable => string.Join(',', _servers.Select(server => $"{server.Package}:{server.Server.Port}"));

    public static async Task<AttachedProviders> StartAsync(PulumiCli cli, CancellationToken cancellationToken)
    {
        var attached = new AttachedProviders();
        var installed = await cli.PluginsAsync(cancellationToken);
        if (!installed.Contains(("cloudflare", CloudflareProvider.Version)))
            attached._servers.Add(("cloudflare", await ProviderServer.StartAsync(log => new CloudflareProvider(log))));
        if (!installed.Contains(("command", CommandProvider.Version)))
            attached._servers.Add(("command", await ProviderServer.StartAsync(log => new CommandProvider(log, attached.Logins))));
        if (!installed.Contains(("random", RandomProvider.Version)))
            attached._servers.Add(("random", await ProviderServer.StartAsync(_ => new RandomProvider())));
        return attached;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, server) in _servers)
            await server.DisposeAsync();
    }
}
