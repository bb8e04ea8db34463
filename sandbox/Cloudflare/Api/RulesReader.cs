using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary>Parses and validates the rules in a request; a known rule keeps its id.</summary>
/// <remarks>https://developers.cloudflare.com/ruleset-engine/rulesets-api/json-object/#rule</remarks>
internal static class RulesReader
{
    public static ImmutableList<Rule> Read(Body body, Ruleset ruleset)
    {
        var given = body.Member("rules") switch
        {
            null => [],
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select(rule => new Body(rule)).ToList(),
            _ => throw ApiErrors.Invalid("rules", "must be a list"),
        };
        var phase = FreePlanLimits.Phases[ruleset.Phase];
        if (given.Count > phase.MostRules)
            throw ApiErrors.TooManyRules(ruleset.Phase, given.Count, phase.MostRules);

        var previous = ruleset.Rules.ToList();
        var rules = given.Select((rule, index) => ReadOne(rule, $"/rules/{index}", ruleset, previous)).ToImmutableList();
        if (rules.GroupBy(rule => rule.Ref).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw ApiErrors.RuleValue("/rules", $"'{twice.Key}'", "a ref must be unique in its ruleset");
        return rules;
    }

    private static Rule ReadOne(Body body, string pointer, Ruleset ruleset, List<Rule> previous)
    {
        if (body.Json.ValueKind != JsonValueKind.Object)
            throw ApiErrors.RuleValue(pointer, body.Json.GetRawText(), "a rule is an object");
        var action = body.Text("action") ?? "";
        if (!FreePlanLimits.Phases[ruleset.Phase].Actions.Contains(action))
        {
            throw ApiErrors.RuleValue(
                $"{pointer}/action",
                $"'{action}'",
                $"rules of {ruleset.Phase} have, on the Free plan, the actions {string.Join(", ", FreePlanLimits.Phases[ruleset.Phase].Actions)}"
            );
        }

        var expression = body.Text("expression") ?? "";
        RuleChecks.Expression(expression, $"{pointer}/expression");
        RuleChecks.Parameters(action, body, pointer);
        RuleChecks.RateLimit(ruleset.Phase, body, expression, pointer);

        var before = previous.Find(rule => IsSame(rule, body, expression));
        previous.Remove(before!);
        var id = before?.Id ?? ZoneJson.NewId();
        var now = new Rule
        {
            Id = id,
            Ref = body.Text("ref") ?? id,
            Version = before?.Version ?? "1",
            LastUpdated = before?.LastUpdated ?? ruleset.LastUpdated,
            Enabled = body.Flag("enabled") ?? true,
            Action = action,
            ActionParameters = body.Member("action_parameters"),
            Description = body.Text("description") ?? "",
            Expression = expression,
            // Skipped requests are logged by default.
            Logging = body.Member("logging") ?? (action == "skip" ? ZoneJson.Element(new { Enabled = true }) : null),
            Ratelimit = body.Member("ratelimit"),
        };
        return before is null || AsText(now) == AsText(before)
            ? now
            : now with
            {
                Version = (int.Parse(before.Version, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture),
                LastUpdated = ruleset.LastUpdated,
            };
    }

    // A rule keeps its id by its ref. Without a ref, a rule that does the same counts as the same.
    private static bool IsSame(Rule rule, Body body, string expression) =>
        body.Text("ref") is { } reference
            ? rule.Ref == reference
            : rule.Ref == rule.Id
                && rule.Expression == expression
                && rule.Action == body.Text("action")
                && rule.Description == (body.Text("description") ?? "");

    private static string AsText(Rule rule) => ZoneJson.Element(rule).GetRawText();
}
