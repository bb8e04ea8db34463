using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;

namespace NodeBBInfra.Sandbox.Engine.Values;

/// <summary>
/// A property path: <c>connection.host</c>, <c>triggers[0]</c>, <c>rules[*].ref</c>, <c>headers["X-Edge"]</c>. Parts are keys (string),
/// indexes (int) or, in patterns, the wildcard "*".
/// </summary>
internal sealed partial class PropertyPath(IReadOnlyList<object> parts)
{
    private const string Wildcard = "*";

    public IReadOnlyList<object> Parts { get; } = parts;

    /// <exception cref="FormatException">The text is not a property path.</exception>
    public static PropertyPath Parse(string text)
    {
        var parts = new List<object>();
        var end = 0;
        for (var part = Part().Match(text); part.Success; part = part.NextMatch())
        {
            end = part.Index + part.Length;
            parts.Add(
                part.Groups["index"] is { Success: true } index ? int.Parse(index.ValueSpan, CultureInfo.InvariantCulture)
                : part.Groups["quoted"] is { Success: true } quoted ? quoted.Value.Replace("\\\"", "\"", StringComparison.Ordinal)
                : part.Groups["any"].Success ? Wildcard
                : part.Groups["name"].Value
            );
        }

        return end == text.Length && parts.Count > 0 && text[0] != '.'
            ? new PropertyPath(parts)
            : throw new FormatException($"'{text}' is no property path.");
    }

    public static PropertyPath? TryParse(string text)
    {
        try
        {
            return Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether this path, as a pattern, matches the other path or one of its parents.</summary>
    public bool Contains(PropertyPath other) =>
        Parts.Count <= other.Parts.Count
        && Parts.Zip(other.Parts).All(pair => Equals(pair.First, Wildcard) || Equals(pair.First, pair.Second));

    /// <summary>
    /// Resets <paramref name="values"/> at this path to the value in <paramref name="old"/>, or removes it if the old has none.
    /// </summary>
    public void Reset(Struct values, Struct old) => Reset(Value.ForStruct(values), Value.ForStruct(old), 0);

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var part in Parts)
        {
            _ =
                part is int index ? text.Append(CultureInfo.InvariantCulture, $"[{index}]")
                : text.Length == 0 ? text.Append(part)
                : text.Append('.').Append(part);
        }

        return text.ToString();
    }

    [GeneratedRegex("""\G\.?(?:(?<name>[^.\[]+)|\[(?:"(?<quoted>(?:\\"|[^"])*)"|(?<any>\*)|(?<index>\d{1,9}))\])""")]
    private static partial Regex Part();

    private void Reset(Value values, Value old, int depth)
    {
        (values, old) = (values.Element, old.Element);
        var last = depth == Parts.Count - 1;
        if (values.KindCase == Value.KindOneofCase.StructValue && old.KindCase == Value.KindOneofCase.StructValue)
        {
            string[] keys = Equals(Parts[depth], Wildcard)
                ? [.. values.StructValue.Fields.Keys.Union(old.StructValue.Fields.Keys)]
                : [$"{Parts[depth]}"];
            foreach (var key in keys)
            {
                var before = old.StructValue.Fields.GetValueOrDefault(key);
                if (last && before is null)
                {
                    values.StructValue.Fields.Remove(key);
                }
                else if (last)
                {
                    values.StructValue.Fields[key] = before!.Clone();
                }
                else if (before is not null && values.StructValue.Fields.TryGetValue(key, out var now))
                {
                    Reset(now, before, depth + 1);
                }
            }
        }
        else if (values.IsList && old.IsList)
        {
            var (items, olds) = (values.ListValue.Values, old.ListValue.Values);
            for (var i = 0; i < Math.Min(items.Count, olds.Count); i++)
            {
                if (Equals(Parts[depth], Wildcard) || Equals(Parts[depth], i))
                {
                    if (last)
                    {
                        items[i] = olds[i].Clone();
                    }
                    else
                    {
                        Reset(items[i], olds[i], depth + 1);
                    }
                }
            }
        }
    }
}
