using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Sandbox.Engine.Display;

/// <summary>The non-interactive display without <c>--diff</c>: one line per event.</summary>
internal sealed class ProgressDisplay(TextWriter output, bool isPreview, string rootUrn) : RunDisplay(output, isPreview, rootUrn)
{
    private readonly Dictionary<string, ProgressRow> _rows = [];
    private readonly List<ProgressRow> _order = [];
    private bool _over;

    protected override int Errored => _rows.Values.Count(row => row.Errors > 0);

    protected override void Begins(ShownStep step)
    {
        var row = Row(step.Step.Urn);
        row.Begin(step);
        row.Hidden &= !step.IsShown;
        Print(row);
    }

    protected override void Outputs(ShownStep step)
    {
        var row = Row(step.Step.Urn);
        var wasRefresh = row.Step?.Op == StepOp.Refresh;
        row.Outputs(step);
        row.Hidden &= !step.IsShown && !step.Step.IsRootStack;

        // Logging already showed that the step began; a preview, a component or an unchanged resource adds nothing new.
        if (wasRefresh || (!IsPreview && step.Resource.Custom && step.Op != StepOp.Same))
        {
            Print(row);
        }
    }

    protected override void Failed(ShownStep step)
    {
        var row = Row(step.Step.Urn);
        row.HasFailed = true;
        row.Hidden = false;
        Print(row);
    }

    protected override void Say(LogSeverity severity, string urn, string text, bool ephemeral)
    {
        var row = Row(urn);
        row.Messages.Add((severity, text, ephemeral));
        row.Hidden = false;
        Print(row);
    }

    protected override void Finish()
    {
        var unfinished = _order.Where(row => !row.IsDone(false)).ToList();
        _over = true;
        unfinished.ForEach(Print);
        PrintDiagnostics();
        if (
            _rows.GetValueOrDefault(RootUrn)?.Step is { HasNew: true } root
            && StepText.Outputs(root, 1, IsPreview, refresh: false) is { Length: > 0 } outputs
        )
        {
            Write($"Outputs:\n{outputs}\n");
        }
    }

    private void PrintDiagnostics()
    {
        var rows = _order.Where(row => row.Messages.Exists(message => !message.Ephemeral)).ToList();
        if (rows.Count > 0)
        {
            Write("Diagnostics:\n");
        }

        foreach (var row in rows)
        {
            Write($"  {row.Title}:\n");
            foreach (var line in row.Messages.Where(message => !message.Ephemeral).SelectMany(message => message.Text.Split('\n')))
            {
                Write($"    {line.TrimEnd()}\n");
            }

            Write("\n");
        }
    }

    private ProgressRow Row(string urn)
    {
        if (!_rows.TryGetValue(urn, out var row))
        {
            _rows[urn] = row = new ProgressRow(urn);
            _order.Add(row);
        }

        return row;
    }

    private void Print(ProgressRow row)
    {
        if (!row.Hidden)
        {
            Write(row.Line(IsPreview, _over) + "\n");
        }
    }
}
