using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;
using NodeBBInfra.Sandbox.Engine.Providers.Command;
using NodeBBInfra.Sandbox.Engine.Providers.Hosting;
using NodeBBInfra.Sandbox.Engine.Providers.Random;

namespace NodeBBInfra.Sandbox.Engine.Providers;

/// <summary>The three providers that the stack needs.</summary>
internal static class SandboxProviders
{
    /// <summary>A new provider of the package; null when the sandbox has none.</summary>
    public static ResourceProvider.ResourceProviderBase? Create(string package, IProviderLog log, SshLogins logins) => package switch
    {
        "cloudflare" => new CloudflareProvider(log),
        "command" => new CommandProvider(log, logins),
        "random" => new RandomProvider(),
        _ => null,
    };

    /// <summary>The version of the plugin that a provider of the sandbox stands in for; null when it has none.</summary>
    public static string? Version(string package) => package switch
    {
        "cloudflare" => CloudflareProvider.Version,
        "command" => CommandProvider.Version,
        "random" => RandomProvider.Version,
        _ => null,
    };
}
