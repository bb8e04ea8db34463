using System.Diagnostics;
using System.Globalization;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Sandbox.Engine.Display;

/// <summary>One resource in the progress display.</summary>
internal sealed class ProgressRow(string urn)
{
    private readonly List<StepOp> _ended = [];
    private ShownStep? _replacement;
    private long _started;
    private TimeSpan? _elapsed;

    public bool Hidden { get; set; } = true;

    public ShownStep? Step { get; private set; }

    public bool HasFailed { get; set; }

    public List<(LogSeverity Severity, string Text, bool Ephemeral)> Messages { get; } = [];

    public int Errors => Messages.Count(message => message.Severity == LogSeverity.Error);

    public bool IsRoot => Urns.Type(urn) == Urns.StackType;

    public string Title => $"{Urns.DisplayType(Urns.Type(urn))} ({Urns.Name(urn)})";

    private StepOp Op => Step?.Op ?? StepOp.Same;

    public void Begin(ShownStep step)
    {
        (Step, _started, _elapsed) = (step, Stopwatch.GetTimestamp(), null);
    }

    public void Outputs(ShownStep step)
    {
        Step = step;
        _ended.Add(step.Op);
        _elapsed = Stopwatch.GetElapsedTime(_started);
        _replacement = step.Op == StepOp.Replace ? step : _replacement;
    }

    /// <summary>The stack is done only when the run is.</summary>
    public bool IsDone(bool runIsOver) => HasFailed || runIsOver || (!IsRoot && _ended.Contains(Op));

    public string Line(bool isPreview, bool runIsOver)
    {
        var status = IsDone(runIsOver) ? DoneStatus(isPreview) : DoingStatus(isPreview);
        return $" {Op.Prefix()} {Urns.DisplayType(Urns.Type(urn))} {Urns.Name(urn)} {status}{Step?.RetainFlag} {Info(runIsOver)}";
    }

    private string DoingStatus(bool isPreview) =>
        Step is null || (Op == StepOp.Same && !IsRoot) ? ""
        : Op == StepOp.Same ? "running"
        : isPreview ? Op.Planned()
        : string.Create(CultureInfo.InvariantCulture, $"{Op.Doing()} ({(int)Stopwatch.GetElapsedTime(_started).TotalSeconds}s)");

    private string DoneStatus(bool isPreview)
    {
        if (isPreview)
        {
            return Op.PlannedAtEnd();
        }

        var failed = HasFailed || Errors > 0;
        var text = failed ? Op.Failed() : Op.Done();
        if (Op != StepOp.Same && _elapsed is { } elapsed)
        {
            text +=
                elapsed.TotalSeconds < 1
                    ? string.Create(CultureInfo.InvariantCulture, $" ({elapsed.TotalSeconds:F2}s)")
                    : string.Create(CultureInfo.InvariantCulture, $" ({(int)elapsed.TotalSeconds}s)");
        }

        return failed ? $"**{text}**" : text;
    }

    private string Info(bool runIsOver)
    {
        var shown = Op is StepOp.CreateReplacement or StepOp.DeleteReplaced ? _replacement ?? Step : Step;
        var parts = new List<string>();
        if (shown?.ShortDifference() is { Length: > 0 } difference)
        {
            parts.Add(difference);
        }

        if (runIsOver)
        {
            parts.AddRange(
                Count(LogSeverity.Error, "error").Concat(Count(LogSeverity.Warning, "warning")).Concat(Count(LogSeverity.Info, "message"))
            );
        }
        else if (Messages.Count > 0)
        {
            parts.Add(Messages[^1].Text);
        }

        return string.Join("; ", parts).Split('\n')[0];
    }

    private IEnumerable<string> Count(LogSeverity severity, string word) =>
        Messages.Count(message => message.Severity == severity && !message.Ephemeral) is var count and > 0
            ? [$"{count} {word}{(count == 1 ? "" : "s")}"]
            : [];
}
