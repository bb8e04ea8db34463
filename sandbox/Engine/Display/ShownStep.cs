using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Engine.Steps;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Display;

/// <summary>A step with redacted properties, and what displays ask about it.</summary>
internal sealed class ShownStep(ResourceStep step)
{
    public ResourceStep Step { get; } = step;

    public StepOp Op => Step.Op;

    public Struct OldInputs { get; } = Hide(step.Old?.Inputs);

    public Struct OldOutputs { get; } = Hide(step.Old?.Outputs);

    public Struct NewInputs { get; } = Hide(step.New?.Inputs);

    public Struct NewOutputs { get; } = Hide(step.New?.Outputs);

    public bool HasOld => Step.Old is not null;

    public bool HasNew => Step.New is not null;

    /// <summary>Whether a delete leaves the real resource in place.</summary>
    public string RetainFlag => Step.Old is { RetainOnDelete: true } && (Op == StepOp.Delete || Op.IsReplacement()) ? "[retain]" : "";

    /// <summary>Shows an unchanged resource only if its protection changed.</summary>
    public bool IsShown => Op != StepOp.Same || Step.Old?.Protect != Step.New?.Protect;

    /// <summary>The signs and names of changed properties: <c>[diff: ~value]</c>; empty without changes.</summary>
    public string ShortDifference()
    {
        if (Step.Old is not { } old || Step.New is not { } now)
        {
            return "";
        }

        var difference =
            Op == StepOp.Same ? null
            : Step.DetailedDiff is { } detailed ? DetailedDifference.Of(detailed, OldInputs, OldOutputs, NewInputs)
            : Differences.Between(OldInputs, NewInputs);
        var updates = difference?.Updates.Keys.Where(Included).ToList() ?? [];
        bool Included(string key) => Step.Diffs is null || Step.Diffs.Contains(key);
        if (old.Provider != now.Provider)
        {
            updates.Add("provider");
        }

        if (old.Protect != now.Protect)
        {
            updates.Add("protect");
        }

        if (difference is null && updates.Count == 0)
        {
            return "";
        }

        return $"[diff: {Keys("+", difference?.Adds.Keys.Where(Included))}{Keys("-", difference?.Deletes.Keys.Where(Included))}{Keys("~", updates)}]";
    }

    private static string Keys(string sign, IEnumerable<string>? keys) =>
        keys?.Order(StringComparer.Ordinal).ToList() is { Count: > 0 } list ? sign + string.Join(',', list) : "";

    private static Struct Hide(Struct? properties) => properties is null ? new Struct() : Redaction.Hide(properties);

    public ResourceState Resource => Step.Resource;
}
