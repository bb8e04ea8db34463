using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Sandbox.Engine.Display;

/// <summary>The <c>--diff</c> display: each changed resource with its changed properties.</summary>
internal sealed class DiffDisplay(TextWriter output, bool isPreview, string rootUrn) : RunDisplay(output, isPreview, rootUrn)
{
    private readonly Dictionary<string, ShownStep> _seen = [];
    private int _failed;

    protected override int Errored => _failed;

    protected override void Begins(ShownStep step)
    {
        _seen[step.Step.Urn] = step;
        if (step.Op is StepOp.Refresh or StepOp.Import || !IsShown(step))
        {
            return;
        }

        Write(StepText.Render(step, IndentOf(step), refresh: false));
    }

    protected override void Outputs(ShownStep step)
    {
        if (!IsShown(step))
        {
            return;
        }

        var refresh = _seen.TryGetValue(step.Step.Urn, out var seen) && seen.Op == StepOp.Refresh;
        var indent = IndentOf(step);
        if (step.Op == StepOp.Import || (refresh && step.Op == StepOp.Update))
        {
            Write(StepText.Render(step, indent, refresh));
            return;
        }

        var text = StepText.Outputs(step, indent + 1, IsPreview, refresh);
        if (refresh && (step.Op != StepOp.Refresh || text.Length > 0 || step.Step.IsRootStack))
        {
            Write(StepText.Head(step, indent));
        }

        if (text.Length > 0)
        {
            Write(new string(' ', (indent + 1) * 4) + "--outputs:--\n" + text);
        }
    }

    protected override void Failed(ShownStep step) => _failed++;

    protected override void Say(LogSeverity severity, string urn, string text, bool ephemeral) => Write(text + "\n");

    protected override void Finish() { }

    /// <summary>Shows a replacement, not its create and delete.</summary>
    private static bool IsShown(ShownStep step) =>
        step.Step.IsRootStack || (step.IsShown && (step.Step.Logical || !step.Op.IsReplacement()));

    private int IndentOf(ShownStep step)
    {
        var indent = 0;
        for (var parent = step.Resource.Parent; parent.Length > 0 && _seen.TryGetValue(parent, out var seen); parent = seen.Resource.Parent)
        {
            indent += seen.Step.IsRootStack || seen.IsShown ? 1 : 0;
        }

        return indent;
    }
}
