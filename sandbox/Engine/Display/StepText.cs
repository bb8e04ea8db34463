using System.Text;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Steps;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Display;

/// <summary>A step in the <c>--diff</c> display: a header with type, id, URN and provider, then the changes.</summary>
internal static class StepText
{
    public static string Render(ShownStep step, int indent, bool refresh)
    {
        var text = new StringBuilder(Head(step, indent));
        if (step.Op != StepOp.Same)
        {
            Details(text, step, indent + 1, refresh);
        }

        return text.ToString();
    }

    public static string Head(ShownStep step, int indent)
    {
        var (resource, op) = (step.Resource, step.Op);
        var text = new StringBuilder().Append(' ', indent * 4).Append(op.Prefix());
        text.Append(resource.Type).Append(": (").Append(op.Name()).Append(step.RetainFlag).Append(')').Append(Lock(step)).Append('\n');
        void Line(string line) => text.Append(' ', (indent + 1) * 4).Append('[').Append(line).Append("]\n");
        if (step.Step.Old?.Id is { Length: > 0 } id)
        {
            Line($"id={id}");
        }

        Line($"urn={resource.Urn}");
        if (step.Step is { Old: { } old, New: { } now } && old.Provider != now.Provider)
        {
            Line($"provider: {old.Provider} => {now.Provider}");
        }
        else if (resource.Provider.Length > 0)
        {
            Line($"provider={resource.Provider}");
        }

        return text.ToString();
    }

    /// <summary>
    /// A step's outputs beyond its inputs, or their diff with the old outputs. Empty if there is nothing to show, and in a preview for
    /// all outputs that are not final.
    /// </summary>
    public static string Outputs(ShownStep step, int indent, bool planning, bool refresh)
    {
        var showSames = !planning && step.Step.IsRootStack;
        if (planning && !(refresh || step.Step.IsRootStack || step.Op == StepOp.Import))
        {
            return "";
        }

        var (inputs, outputs) = step.HasNew ? (step.NewInputs, step.NewOutputs) : (new Struct(), new Struct());
        var difference = step.HasOld ? Differences.Between(step.OldOutputs, outputs) : null;
        if (difference is not null && planning && step.Step.IsRootStack)
        {
            DropUnknownUpdates(difference);
        }

        if (step.HasOld && difference is null && !showSames)
        {
            return "";
        }

        var keys = (difference?.Keys ?? outputs.Fields.Keys.Order(StringComparer.Ordinal)).ToList();
        var width = keys.Select(key => key.Length).DefaultIfEmpty().Max();
        var text = new StringBuilder();
        foreach (var key in keys.Where(key => !Markers.IsInternal(key)))
        {
            var value = outputs.Fields.GetValueOrDefault(key) ?? Value.ForNull();
            var isInput = !refresh && inputs.Fields.TryGetValue(key, out var input) && Differences.Between(value, input) is null;
            if (isInput)
            {
                continue;
            }

            if (difference is null)
            {
                new PropertyPrinter(text, indent, step.Op, false).PrintProperty(key, width, value);
            }
            else if (showSames || !difference.Sames.ContainsKey(key))
            {
                new PropertyPrinter(text, indent, step.Op, false).PrintPropertyDifference(key, width, difference);
            }
        }

        return text.ToString();
    }

    private static void Details(StringBuilder text, ShownStep step, int indent, bool refresh)
    {
        if (step.Step.DetailedDiff is { } detailed)
        {
            var news = refresh ? step.NewOutputs : step.NewInputs;
            Changed(text, DetailedDifference.Of(detailed, step.OldInputs, step.OldOutputs, news), step.OldInputs, indent);
        }
        else if (!step.HasOld)
        {
            var properties = step.NewOutputs.Fields.Count > 0 ? step.NewOutputs : step.NewInputs;
            new PropertyPrinter(text, indent, step.Op, false).PrintMap(properties);
        }
        else if (!step.HasNew)
        {
            new PropertyPrinter(text, indent, step.Op, false).PrintMap(step.OldInputs);
        }
        else if (step.NewOutputs.Fields.Count > 0 && step.Op != StepOp.Import)
        {
            Changed(text, Differences.Between(step.OldOutputs, step.NewOutputs), step.NewOutputs, indent);
        }
        else
        {
            Changed(text, Differences.Between(step.OldInputs, step.NewInputs), step.NewInputs, indent, step.Step.Diffs);
        }
    }

    private static void Changed(
        StringBuilder text,
        MapDifference? difference,
        Struct same,
        int indent,
        IReadOnlyList<string>? include = null
    )
    {
        if (difference is null)
        {
            new PropertyPrinter(text, indent, StepOp.Same, true).PrintMap(same);
        }
        else
        {
            new PropertyPrinter(text, indent, StepOp.Same, true).PrintDifference(difference, include);
        }
    }

    private static void DropUnknownUpdates(MapDifference difference)
    {
        foreach (var key in difference.Updates.Where(update => update.Value.New.IsUnknown).Select(update => update.Key).ToList())
        {
            difference.Updates.Remove(key);
        }
    }

    private static string Lock(ShownStep step) =>
        (step.Step.Old?.Protect, step.Step.New?.Protect) switch
        {
            (true, false) => " 🔓",
            (true, _) or (_, true) => " 🔒",
            _ => "",
        };
}
