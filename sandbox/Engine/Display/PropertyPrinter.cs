using System.Text;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Steps;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Display;

/// <summary>Prints properties like <c>pulumi preview --diff</c>. https://www.pulumi.com/docs/iac/cli/commands/pulumi_preview/</summary>
/// <param name="text">The output.</param>
/// <param name="indent">In units of four spaces.</param>
/// <param name="op">The operation whose sign precedes a property.</param>
/// <param name="prefixed">Whether to print the sign.</param>
internal sealed partial class PropertyPrinter(StringBuilder text, int indent, StepOp op, bool prefixed)
{
    /// <summary>Prints all properties except the providers' internal ones.</summary>
    public void PrintMap(Struct properties)
    {
        var width = properties.Fields.Keys.Select(key => key.Length).DefaultIfEmpty().Max();
        foreach (
            var (key, value) in properties
                .Fields.OrderBy(field => field.Key, StringComparer.Ordinal)
                .Where(field => !Markers.IsInternal(field.Key))
        )
        {
            PrintProperty(key, width, value);
        }
    }

    public void PrintProperty(string key, int width, Value value)
    {
        PrintTitle(key, width);
        PrintValueLine(value);
    }

    private PropertyPrinter Indented(int by) => new(text, indent + by, op, prefixed);

    private PropertyPrinter With(StepOp newOp, bool prefix) => new(text, indent, newOp, prefix);

    private void PrintTitle(string key, int width) => Indent(prefixed).Append(GoText.Truncate(key).PadRight(width)).Append(": ");

    private StringBuilder Indent(bool withSign)
    {
        var spaces = indent * 4;
        return withSign && spaces >= 2 ? text.Append(' ', spaces - 2).Append(op.Prefix()) : text.Append(' ', spaces);
    }

    private void PrintValueLine(Value value)
    {
        PrintValue(value);
        text.Append('\n');
    }

    private void PrintValue(Value value)
    {
        if (value.IsList)
        {
            PrintList(value.ListValue);
        }
        else if (value.KindCase == Value.KindOneofCase.StructValue && !value.IsSecret)
        {
            if (value.StructValue.Fields.Count == 0)
            {
                text.Append("{}");
                return;
            }

            text.Append("{\n");
            Indented(1).PrintMap(value.StructValue);
            Indent(false).Append('}');
        }
        else
        {
            PrintPrimitive(value);
        }
    }

    private void PrintList(ListValue list)
    {
        if (list.Values.Count == 0)
        {
            text.Append("[]");
            return;
        }

        text.Append("[\n");
        for (var i = 0; i < list.Values.Count; i++)
        {
            Indent(prefixed).Append($"    [{i}]: ");
            Indented(1).PrintValueLine(list.Values[i]);
        }

        Indent(false).Append(']');
    }

    private void PrintPrimitive(Value value)
    {
        if (value.IsText && StructuredText.Decode(value.StringValue) is { } decoded)
        {
            text.Append('(').Append(decoded.Kind).Append(") ");
            PrintValueLine(decoded.Value);
            return;
        }

        text.Append(
            value switch
            {
                { IsNull: true } => "<null>",
                { IsSecret: true } => Redaction.Shown,
                { IsUnknown: true } => "[unknown]",
                { KindCase: Value.KindOneofCase.BoolValue } => value.BoolValue ? "true" : "false",
                { KindCase: Value.KindOneofCase.NumberValue } => GoText.Number(value.NumberValue),
                _ => GoText.Quote(GoText.Truncate(value.StringValue)),
            }
        );
    }

    private static bool IsPrimitive(Value value) => !value.IsList && (value.IsSecret || value.KindCase != Value.KindOneofCase.StructValue);

    /// <summary>Omits empty values that would only be clutter.</summary>
    private static bool IsWorthPrinting(Value value) =>
        value switch
        {
            { IsNull: true } => false,
            { IsText: true } => value.StringValue.Length > 0,
            { IsList: true } => value.ListValue.Values.Count > 0,
            { IsMap: true } => value.StructValue.Fields.Count > 0,
            _ => true,
        };
}
