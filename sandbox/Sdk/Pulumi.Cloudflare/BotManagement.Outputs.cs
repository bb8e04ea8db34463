namespace Pulumi.Cloudflare.Outputs;

[OutputType]
public sealed class BotManagementStaleZoneConfiguration
{
    private BotManagementStaleZoneConfiguration() { }

    public readonly bool? FightMode;
    public readonly bool? OptimizeWordpress;
    public readonly string? SbfmDefinitelyAutomated;
    public readonly string? SbfmLikelyAutomated;
    public readonly string? SbfmStaticResourceProtection;
    public readonly string? SbfmVerifiedBots;
    public readonly bool? SuppressSessionScore;
}
