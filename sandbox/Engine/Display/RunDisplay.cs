using System.Globalization;
using System.Text;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Sandbox.Engine.Display;

/// <summary>What both displays share: prints one line at a time, masks secrets, hides default providers and ends with a summary.</summary>
internal abstract class RunDisplay(TextWriter output, bool isPreview, string rootUrn) : IRunEvents
{
    private readonly Dictionary<string, HashSet<string>> _folded = [];

    /// <summary>Held while printing.</summary>
    protected Lock Gate { get; } = new();

    protected bool IsPreview { get; } = isPreview;

    protected string RootUrn { get; } = rootUrn;

    /// <summary>Masks secret configuration in messages; set once the configuration is loaded.</summary>
    public Redaction? Redaction { get; set; }

    /// <summary>Whether to collect warnings and print each once at the end, for all its resources.</summary>
    public bool FoldWarnings { get; set; }

    /// <summary>The number of resources with an error.</summary>
    protected abstract int Errored { get; }

    public void Begin(Operation operation, string stack) =>
        Line(
            $"""
        {operation switch
    {
        Operation.Preview => "Previewing update",
        Operation.Up => "Updating",
        Operation.Refresh => "Refreshing",
        Operation.Import => "Importing",
        _ => "Destroying",
    }} ({stack}):

        """
        );

    public void StepBegins(ResourceStep step)
    {
        lock (Gate)
        {
            if (!step.IsInternal)
            {
                Begins(new ShownStep(step));
            }
        }
    }

    public void StepOutputs(ResourceStep step)
    {
        lock (Gate)
        {
            if (!step.IsInternal)
            {
                Outputs(new ShownStep(step));
            }
        }
    }

    public void StepFailed(ResourceStep step)
    {
        lock (Gate)
        {
            if (!step.IsInternal)
            {
                Failed(new ShownStep(step));
            }
        }
    }

    public void Message(LogSeverity severity, string urn, string message, bool ephemeral = false)
    {
        if (severity == LogSeverity.Debug)
        {
            return;
        }

        var prefix = severity switch
        {
            LogSeverity.Error => "error: ",
            LogSeverity.Warning => "warning: ",
            _ => "",
        };
        var text = prefix + (Redaction?.Mask(message) ?? message).TrimEnd();
        lock (Gate)
        {
            if (FoldWarnings && severity == LogSeverity.Warning && urn.Length > 0 && !ephemeral)
            {
                (_folded.TryGetValue(text, out var urns) ? urns : _folded[text] = []).Add(urn);
            }
            else if (text.Length > 0)
            {
                Say(severity, urn.Length == 0 ? RootUrn : urn, text, ephemeral);
            }
        }
    }

    /// <summary>Prints everything after the last step.</summary>
    public void End(IReadOnlyDictionary<StepOp, int> counts, TimeSpan duration)
    {
        lock (Gate)
        {
            Finish();
            foreach (var (text, urns) in _folded)
            {
                Write(
                    $"{text}\n  {urns.Count} {(urns.Count == 1 ? "resource" : "resources")}: {string.Join(", ", urns.Select(Urns.Name).Order(StringComparer.Ordinal))}\n\n"
                );
            }

            Write(Summary(counts, duration));
        }
    }

    public void Line(string line)
    {
        lock (Gate)
        {
            output.Write(line + "\n");
            output.Flush();
        }
    }

    protected abstract void Begins(ShownStep step);

    protected abstract void Outputs(ShownStep step);

    protected abstract void Failed(ShownStep step);

    protected abstract void Say(LogSeverity severity, string urn, string text, bool ephemeral);

    /// <summary>Prints what was held back until the end.</summary>
    protected abstract void Finish();

    protected void Write(string text)
    {
        output.Write(text);
        output.Flush();
    }

    private string Summary(IReadOnlyDictionary<StepOp, int> counts, TimeSpan duration)
    {
        var text = new StringBuilder("Resources:\n");
        var changes = counts.Where(entry => entry.Value > 0 && entry.Key != StepOp.Same).OrderBy(entry => entry.Key).ToList();
        foreach (var (op, count) in changes)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {op.Prefix()}{count} {(IsPreview ? "to " + op.Name() : op.PastTense())}\n");
        }

        var total = changes.Sum(entry => entry.Value);
        var same = counts.GetValueOrDefault(StepOp.Same);
        string[] pieces =
        [
            .. changes.Count > 1 ? [$"{total} changes"] : Array.Empty<string>(),
            .. same > 0 ? [$"{same} unchanged"] : Array.Empty<string>(),
        ];
        if (pieces.Length > 0)
        {
            text.Append("    ").AppendJoin(". ", pieces).Append('\n');
        }

        if (Errored > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {Errored} errored\n");
        }

        if (!IsPreview)
        {
            text.Append("\nDuration: ").Append(Duration(duration)).Append("\n\n");
        }

        return text.ToString();
    }

    private static string Duration(TimeSpan duration)
    {
        var seconds = (int)Math.Ceiling(duration.TotalSeconds);
        return seconds < 60 ? $"{seconds}s"
            : seconds < 3600 ? $"{seconds / 60}m{seconds % 60}s"
            : $"{seconds / 3600}h{seconds % 3600 / 60}m{seconds % 60}s";
    }
}
