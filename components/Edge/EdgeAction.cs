using Pulumi.Cloudflare.Inputs;

namespace NodeBBInfra.Components.Edge;

/// <summary>What a rule does with matching requests.</summary>
/// <param name="Name">The action's name in the API.</param>
public abstract record EdgeAction(string Name)
{
    /// <summary>Renders the action on one line.</summary>
    public abstract string Render();

    /// <summary>
    /// The provider's arguments. Reading a list property turns null into an empty list, so each action builds its arguments in one
    /// expression.
    /// </summary>
    public abstract RulesetRuleActionParametersArgs ToArgs();

    /// <summary>Skips the remaining custom rules, and the named phases and products.</summary>
    public sealed record Skip(IReadOnlyList<string> Phases, IReadOnlyList<string> Products) : EdgeAction("skip")
    {
        /// <inheritdoc />
        public override string Render() =>
            $"{Name} ruleset current, phases {string.Join(' ', Phases)}, products {string.Join(' ', Products)}";

        /// <inheritdoc />
        public override RulesetRuleActionParametersArgs ToArgs() =>
            new()
            {
                Ruleset = "current",
                Phases = Phases.ToArray(),
                Products = Products.ToArray(),
            };
    }

    /// <summary>Makes responses eligible for caching, for as long as the origin's headers allow.</summary>
    public sealed record Cache() : EdgeAction("set_cache_settings")
    {
        private const string AsTheOriginSays = "respect_origin";

        /// <inheritdoc />
        public override string Render() => $"{Name} cache, times as the origin says";

        /// <inheritdoc />
        public override RulesetRuleActionParametersArgs ToArgs() =>
            new()
            {
                Cache = true,
                EdgeTtl = new RulesetRuleActionParametersEdgeTtlArgs { Mode = AsTheOriginSays },
                BrowserTtl = new RulesetRuleActionParametersBrowserTtlArgs { Mode = AsTheOriginSays },
            };
    }

    /// <summary>Bypasses the cache.</summary>
    public sealed record BypassCache() : EdgeAction("set_cache_settings")
    {
        /// <inheritdoc />
        public override string Render() => $"{Name} bypass";

        /// <inheritdoc />
        public override RulesetRuleActionParametersArgs ToArgs() => new() { Cache = false };
    }
}
