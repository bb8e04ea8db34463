namespace NodeBBInfra.Components.Edge;

/// <summary>One rule of an entry-point ruleset, before it becomes a resource argument.</summary>
/// <param name="Ref">
/// The rule's permanent identity. Without a ref, every edit gives all rules new ids.
/// https://developers.cloudflare.com/terraform/troubleshooting/rule-id-changes/
/// </param>
/// <param name="Description">The name that the dashboard shows.</param>
/// <param name="Expression">Which requests it matches. https://developers.cloudflare.com/ruleset-engine/rules-language/</param>
/// <param name="Action">What happens to matching requests.</param>
public sealed record EdgeRule(string Ref, string Description, string Expression, EdgeAction Action)
{
    /// <summary>The same rule for some hosts only.</summary>
    public EdgeRule Only(ForumHosts hosts) => this with { Expression = hosts.Only(Expression) };

    /// <summary>Renders the rule for reviewers, as three lines.</summary>
    public string Render() => $"{Ref}: {Action.Render()}\n  {Description}\n  {Expression}\n";
}
