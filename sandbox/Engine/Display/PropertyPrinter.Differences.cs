using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Steps;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Display;

/// <summary>Prints diffs.</summary>
internal sealed partial class PropertyPrinter
{
    /// <param name="difference">The diff.</param>
    /// <param name="include">The properties to print; null for all.</param>
    public void PrintDifference(MapDifference difference, IReadOnlyCollection<string>? include = null)
    {
        var keys = difference.Keys.Where(key => include is null || include.Contains(key)).ToList();
        var width = keys.Select(key => key.Length).DefaultIfEmpty().Max();
        foreach (var key in keys)
        {
            PrintPropertyDifference(key, width, difference);
        }
    }

    public void PrintPropertyDifference(string key, int width, MapDifference difference)
    {
        void Title(PropertyPrinter printer) => printer.PrintTitle(key, width);
        if (difference.Adds.TryGetValue(key, out var added))
        {
            PrintWhole(StepOp.Create, added, Title);
        }
        else if (difference.Deletes.TryGetValue(key, out var deleted))
        {
            PrintWhole(StepOp.Delete, deleted, Title);
        }
        else if (difference.Updates.TryGetValue(key, out var update))
        {
            PrintUpdate(update, Title);
        }
        else if (difference.Sames.TryGetValue(key, out var same) && IsWorthPrinting(same))
        {
            With(StepOp.Same, false).PrintProperty(key, width, same);
        }
    }

    private void PrintWhole(StepOp sign, Value value, Action<PropertyPrinter> title)
    {
        var printer = With(sign, true);
        title(printer);
        printer.PrintValueLine(value);
    }

    private void PrintUpdate(ValueDifference difference, Action<PropertyPrinter> title)
    {
        var printer = With(StepOp.Update, true);
        if (difference.List is { } list)
        {
            title(printer);
            text.Append("[\n");
            for (var i = 0; i < list.Length; i++)
            {
                printer.Indented(2).PrintElement(i, list);
            }

            printer.Indent(false).Append("]\n");
        }
        else if (difference.Map is { } map)
        {
            title(printer);
            text.Append("{\n");
            printer.Indented(1).PrintDifference(map);
            printer.Indent(false).Append("}\n");
        }
        else
        {
            printer.PrintChange(difference.Old, difference.New, title);
        }
    }

    private void PrintElement(int index, ListDifference list)
    {
        void Title(PropertyPrinter printer)
        {
            var outer = printer.Indented(-1);
            outer.Indent(outer.Prefixed).Append($"[{index}]: ");
        }

        if (list.Adds.TryGetValue(index, out var added))
        {
            PrintWhole(StepOp.Create, added, Title);
        }
        else if (list.Deletes.TryGetValue(index, out var deleted))
        {
            PrintWhole(StepOp.Delete, deleted, Title);
        }
        else if (list.Updates.TryGetValue(index, out var update))
        {
            PrintUpdate(update, Title);
        }
        else if (list.Sames.TryGetValue(index, out var same))
        {
            var printer = With(StepOp.Same, false);
            Title(printer);
            printer.PrintValueLine(same);
        }
    }

    private bool Prefixed => prefixed;

    private void PrintChange(Value old, Value now, Action<PropertyPrinter> title)
    {
        if (IsWorthPrinting(old) && IsWorthPrinting(now) && IsPrimitive(old) && IsPrimitive(now))
        {
            title(this);
            if (old.IsText && now.IsText)
            {
                PrintTextChange(old.StringValue, now.StringValue);
                return;
            }

            PrintPrimitive(old);
            text.Append(" => ");
            PrintPrimitive(now);
            text.Append('\n');
            return;
        }

        if (IsWorthPrinting(old))
        {
            PrintWhole(StepOp.Delete, old, title);
        }

        if (IsWorthPrinting(now))
        {
            PrintWhole(StepOp.Create, now, title);
        }
    }

    private void PrintTextChange(string old, string now)
    {
        if (
            StructuredText.Decode(old) is { } before
            && StructuredText.Decode(now) is { } after
            && Differences.Between(before.Value, after.Value) is { } difference
        )
        {
            text.Append(before.Kind == after.Kind ? $"({before.Kind}) " : $"({before.Kind} => {after.Kind}) ");
            PrintUpdate(difference, _ => { });
        }
        else if (!old.Contains('\n', StringComparison.Ordinal) && !now.Contains('\n', StringComparison.Ordinal))
        {
            text.Append(GoText.Quote(old)).Append(" => ").Append(GoText.Quote(now)).Append('\n');
        }
        else
        {
            text.Append('\n');
            foreach (var (sign, line) in TextDifference.Lines(old, now))
            {
                Indented(1).With(sign, true).Indent(sign != StepOp.Same).Append(GoText.Truncate(line)).Append('\n');
            }
        }
    }
}
