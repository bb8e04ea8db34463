using Pulumi.Cloudflare.Inputs;

namespace NodeBBInfra.Components.Edge;

/// <summary>What a rule does with the requests that it matches.</summary>
/// <param name="Name">The action's name in the API.</param>
internal abstract record EdgeAction(string Name)
{
    /// <summary>The action on one line.</summary>
    public abstract string Render();

    /// <summary>The provider's arguments. A list that is read becomes an empty list instead of none, so each is built in one go.</summary>
    public abstract RulesetRuleActionParametersArgs ToArgs();

    /// <summary>Leaves out the rest of the custom rules and the phases and products named.</summary>
    public sealed record Skip(IReadOnlyList<string> Phases, IReadOnlyList<string> Products) : EdgeAction("skip")
    {
        public override string Render() =>
            $"{Name} ruleset current, phases {string.Join(' ', Phases)}, products {string.Join(' ', Products)}";

        public override RulesetRuleActionParametersArgs ToArgs() =>
            new() { Ruleset = "current", Phases = Phases.ToArray(), Products = Products.ToArray() };
    }

    /// <summary>Makes the answers eligible for the cache, for as long as the origin's own headers say.</summary>
    public sealed record Cache() : EdgeAction("set_cache_settings")
    {
        private const string AsTheOriginSays = "respect_origin";

        public override string Render() => $"{Name} cache, times as the origin says";

        public override RulesetRuleActionParametersArgs ToArgs() => new()
        {
            Cache = true,
            EdgeTtl = new RulesetRuleActionParametersEdgeTtlArgs { Mode = AsTheOriginSays },
            BrowserTtl = new RulesetRuleActionParametersBrowserTtlArgs { Mode = AsTheOriginSays },
        };
    }

    /// <summary>Keeps the answers out of the cache.</summary>
    public sealed record BypassCache() : EdgeAction("set_cache_settings")
    {
        public override string Render() => $"{Name} bypass";

        public override RulesetRuleActionParametersArgs ToArgs() => new() { Cache = false };
    }
}
