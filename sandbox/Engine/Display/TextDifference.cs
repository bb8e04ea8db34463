using DiffPlex;
using DiffPlex.Chunkers;
using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Sandbox.Engine.Display;

/// <summary>A line diff of two texts with two lines of context.</summary>
internal static class TextDifference
{
    private const int Context = 2;

    /// <summary>Each line with its operation (same, create, delete). Blank lines are omitted; long unchanged parts become "...".</summary>
    public static IEnumerable<(StepOp Op, string Line)> Lines(string old, string now)
    {
        var parts = Parts(old, now);
        for (var i = 0; i < parts.Count; i++)
        {
            var (op, lines) = (parts[i].Op, parts[i].Lines.Where(line => !string.IsNullOrWhiteSpace(line)).ToList());
            foreach (var line in op == StepOp.Same ? Around(lines, isFirst: i == 0, isLast: i == parts.Count - 1) : lines)
            {
                yield return (op, line);
            }
        }
    }

    private static IEnumerable<string> Around(List<string> lines, bool isFirst, bool isLast)
    {
        var head = isFirst ? [] : lines.Take(Context);
        var tail = isLast && !isFirst ? [] : lines.TakeLast(Context);
        var kept = (isFirst ? 0 : Context) + (isLast && !isFirst ? 0 : Context);
        return lines.Count > kept + 1 ? [.. head, "...", .. tail] : lines.AsEnumerable();
    }

    private static List<(StepOp Op, IReadOnlyList<string> Lines)> Parts(string old, string now)
    {
        var diff = Differ.Instance.CreateDiffs(old, now, ignoreWhiteSpace: false, ignoreCase: false, LineChunker.Instance);
        var parts = new List<(StepOp, IReadOnlyList<string>)>();
        void Add(StepOp op, IReadOnlyList<string> pieces, int start, int count)
        {
            if (count > 0)
            {
                parts.Add((op, [.. pieces.Skip(start).Take(count)]));
            }
        }

        var at = 0;
        foreach (var block in diff.DiffBlocks)
        {
            Add(StepOp.Same, diff.PiecesOld, at, block.DeleteStartA - at);
            Add(StepOp.Delete, diff.PiecesOld, block.DeleteStartA, block.DeleteCountA);
            Add(StepOp.Create, diff.PiecesNew, block.InsertStartB, block.InsertCountB);
            at = block.DeleteStartA + block.DeleteCountA;
        }

        Add(StepOp.Same, diff.PiecesOld, at, diff.PiecesOld.Count - at);
        return parts;
    }
}
