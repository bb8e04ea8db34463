// https://www.pulumi.com/registry/packages/cloudflare/api-docs/ruleset/
namespace Pulumi.Cloudflare;

[CloudflareResourceType("cloudflare:index/ruleset:Ruleset")]
public class Ruleset : CustomResource
{
    public Ruleset(string name, RulesetArgs args, CustomResourceOptions? options = null)
        : base("cloudflare:index/ruleset:Ruleset", name, args ?? new RulesetArgs(), CloudflarePackage.Options(options)) { }

    [Output("description")]
    public Output<string> Description { get; private set; } = null!;

    [Output("kind")]
    public Output<string> Kind { get; private set; } = null!;

    [Output("lastUpdated")]
    public Output<string> LastUpdated { get; private set; } = null!;

    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    [Output("phase")]
    public Output<string> Phase { get; private set; } = null!;

    [Output("version")]
    public Output<string> Version { get; private set; } = null!;

    [Output("zoneId")]
    public Output<string?> ZoneId { get; private set; } = null!;
}

public sealed class RulesetArgs : ResourceArgs
{
    [Input("description")]
    public Input<string>? Description { get; set; }

    [Input("kind", required: true)]
    public Input<string> Kind { get; set; } = null!;

    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    [Input("phase", required: true)]
    public Input<string> Phase { get; set; } = null!;

    [Input("rules")]
    private InputList<Inputs.RulesetRuleArgs>? _rules;
    public InputList<Inputs.RulesetRuleArgs> Rules
    {
        get => _rules ??= new();
        set => _rules = value;
    }

    [Input("zoneId")]
    public Input<string>? ZoneId { get; set; }

    public static new RulesetArgs Empty => new();
}
