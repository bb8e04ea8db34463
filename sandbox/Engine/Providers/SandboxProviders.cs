using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;
using NodeBBInfra.Sandbox.Engine.Providers.Command;
using NodeBBInfra.Sandbox.Engine.Providers.Instances;
using NodeBBInfra.Sandbox.Engine.Providers.Random;

namespace NodeBBInfra.Sandbox.Engine.Providers;

/// <summary>The three providers that the stack needs.</summary>
internal static class SandboxProviders
{
    /// <summary>Creates the package's provider; null when the sandbox has none.</summary>
    public static ResourceProvider.ResourceProviderBase? Create(string package, IProviderLog log, SshLogins logins) =>
        package switch
        {
            "cloudflare" => new CloudflareProvider(log),
            "command" => new CommandProvider(log, logins),
            "random" => new RandomProvider(),
            _ => null,
        };

    /// <summary>The plugin version that the sandbox's provider replaces; null when there is none.</summary>
    public static string? Version(string package) =>
        package switch
        {
            "cloudflare" => CloudflareProvider.Version,
            "command" => CommandProvider.Version,
            "random" => RandomProvider.Version,
            _ => null,
        };
}
