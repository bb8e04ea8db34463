namespace NodeBBInfra.Components.Edge;

/// <summary>One rule of an entry-point ruleset, before it becomes a resource's argument.</summary>
/// <param name="Ref">
/// Its identity at Cloudflare, which must never change: without one every edit gives all rules new ids.
/// https://developers.cloudflare.com/terraform/troubleshooting/rule-id-changes/
/// </param>
/// <param name="Description">The name that the dashboard shows.</param>
/// <param name="Expression">Which requests it is for. https://developers.cloudflare.com/ruleset-engine/rules-language/</param>
/// <param name="Action">What happens to them.</param>
internal sealed record EdgeRule(string Ref, string Description, string Expression, EdgeAction Action)
{
    /// <summary>The rule as a reviewer reads it, three lines.</summary>
    public string Render() => $"{Ref}: {Action.Render()}\n  {Description}\n  {Expression}\n";
}
