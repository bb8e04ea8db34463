using System.Globalization;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Sandbox.Engine.Program;

/// <summary>
/// Shows the program's output line by line as messages of the stack. Overlong lines are split. Above a limit, output is read and dropped,
/// so that the program does not block on a full pipe.
/// </summary>
internal sealed class ProgramOutput(IRunEvents events)
{
    /// <summary>The longest part of a split line, in characters.</summary>
    public const int LongestLine = 16 * 1024;

    /// <summary>The maximum number of lines shown.</summary>
    public const int MostLines = 5000;

    /// <summary>The maximum number of characters shown.</summary>
    public const int MostText = 1024 * 1024;

    private readonly Lock _lock = new();
    private int _lines;
    private int _text;

    /// <summary>Shows one output stream until it ends.</summary>
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
                events.Message(
                    LogSeverity.Warning,
                    "",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The program has printed {_lines} lines with {_text} characters; what else it prints is not shown."
                    )
                );
            }
        }
    }
}
