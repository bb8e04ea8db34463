using System.Globalization;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Sandbox.Engine.Program;

/// <summary>
/// Shows what a program prints, line by line, as messages of the stack. A line without an end is shown in pieces, and of a flood only
/// the beginning, while the rest is still taken from the program so that it goes on.
/// </summary>
internal sealed class ProgramOutput(IRunEvents events)
{
    /// <summary>The longest piece of a line, in characters.</summary>
    public const int LongestLine = 16 * 1024;

    /// <summary>How many lines are shown.</summary>
    public const int MostLines = 5000;

    /// <summary>How many characters are shown.</summary>
    public const int MostText = 1024 * 1024;

    private readonly Lock _lock = new();
    private int _lines;
    private int _text;

    /// <summary>Shows one stream of the program, to its end.</summary>
    public async Task ShowAsync(TextReader stream)
    {
        var buffer = new char[LongestLine];
        var held = 0;
        while (await stream.ReadAsync(buffer.AsMemory(held)) is var read and > 0)
        {
            held += read;
            var rest = 0;
            for (var end = buffer.AsSpan(0, held).IndexOf('\n'); end >= 0; end = buffer.AsSpan(rest, held - rest).IndexOf('\n'))
            {
                Show(buffer.AsSpan(rest, end));
                rest += end + 1;
            }

            if (rest == 0 && held == buffer.Length)
            {
                Show(buffer);
                rest = held;
            }

            buffer.AsSpan(rest, held - rest).CopyTo(buffer);
            held -= rest;
        }

        Show(buffer.AsSpan(0, held));
    }

    private void Show(ReadOnlySpan<char> line)
    {
        if (line.IsWhiteSpace())
        {
            return;
        }

        lock (_lock)
        {
            if (_lines >= MostLines || _text >= MostText)
            {
                return;
            }

            (_lines, _text) = (_lines + 1, _text + line.Length);
            events.Message(LogSeverity.Info, "", line.TrimEnd('\r').ToString());
            if (_lines >= MostLines || _text >= MostText)
            {
                events.Message(LogSeverity.Warning, "", string.Create(CultureInfo.InvariantCulture,
                    $"The program has printed {_lines} lines with {_text} characters; what else it prints is not shown."));
            }
        }
    }
}
