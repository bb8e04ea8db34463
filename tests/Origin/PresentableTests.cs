using System.Text.Json;
using CsCheck;

namespace NodeBBInfra.Tests.Origin;

/// <summary>
/// Output of programs and forums made safe to show: no part of a secret, no terminal control sequence, and not more than requested.
/// </summary>
/// <remarks>
/// Secrets consist of four letters that appear nowhere else here. So a part of one is found wherever it was cut. Both implementations are
/// tested: the host's (perl) and the verification's (JavaScript).
/// </remarks>
public sealed class PresentableTests : IDisposable
{
    private const int Window = 256 * 1024;
    private const string SecretLetters = "QXZJ";

    private static readonly string Script = Repository.PathOf("components", "Origin", "Verification", "plain.mjs");

    private static readonly Gen<string> Secret = Gen.Char[SecretLetters].Array[6, 60].Select(letters => new string(letters));

    // Complete and truncated sequences in 7 and 8 bits, bidirectional overrides, and text of one to four bytes per character.
    private static readonly string[] Noise =
    [
        "a",
        "b c ",
        "ordinary words, ",
        "\t",
        "é",
        "€",
        "🎉",
        "[",
        "]0;",
        "m",
        "\r",
        "\u001b[31m",
        "\u001b[2K",
        "\u001b[",
        "\u001b",
        "\u001b]0;title\u0007",
        "\u001b]8;;http://a\u001b\\",
        "\u001b]2;open",
        "\u001b(B",
        "\u001b7",
        "\u009b1m",
        "\u009d0;t\u009c",
        "\u0090",
        "\0",
        "\u0007",
        "\u0008\u0008",
        "\u007f",
        "\u0085",
        "\u202e",
        "\u2066",
        "\u200f",
        "\ufeff",
        "\u00ad",
    ];

    private static readonly Gen<string> Piece = Gen.Frequency(
        (4, Gen.Int[0, Noise.Length - 1].Select(i => Noise[i])),
        (1, Gen.Const("\n"))
    );
    private static readonly Gen<string> Padding = Gen.Int[0, 300].Select(count => new string('p', count));

    private static readonly Gen<string> Side = Gen.Bool.Select(last => last ? "last" : "first");

    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [ToolFact("perl")]
    public void No_part_of_a_secret_and_no_control_character_is_shown_wherever_they_stand_and_wherever_it_is_cut() =>
        Gen.Select(Secret.List[1, 3], Gen.OneOf(Piece, Padding, Gen.Const("@")).List[0, 40], Gen.Int[1, 30], Gen.Int[1, 80], Side)
            .Select((secrets, pieces, lines, width, side) => new PresentedText(secrets, Join(secrets, pieces), side, lines, width))
            .List[50]
            .Sample(
                cases =>
                {
                    foreach (var (one, shown) in cases.Zip(PresentedText.Present(cases)))
                    {
                        AssertHarmless(shown);
                        Assert.True(shown.Split('\n').Length - 1 <= one.Lines);
                        Assert.All(shown.Split('\n'), line => Assert.True(line.EnumerateRunes().Count() <= one.Width));
                    }
                },
                iter: 3,
                threads: 1
            );

    [ToolFact("perl")]
    public void A_secret_at_the_edge_of_what_is_read_shows_no_half() =>
        Gen.Select(Secret, Gen.Int[0, 70], Side)
            .Select(
                (secret, offset, side) =>
                {
                    // One line, longer than the window, with the secret at the window's edge.
                    var text =
                        side == "last"
                            ? new string('p', 1000) + secret + new string('p', Window - offset)
                            : new string('p', Window - offset) + secret + new string('p', 1000);
                    return new PresentedText([secret], text, side, 30, Window);
                }
            )
            .List[20]
            .Sample(
                cases =>
                    Assert.All(
                        PresentedText.Present(cases),
                        shown =>
                        {
                            AssertHarmless(shown);
                            Assert.InRange(shown.Length, Window - 200, Window + 10);
                        }
                    ),
                iter: 3,
                threads: 1
            );

    [ToolFact("perl")]
    public void A_control_character_in_the_middle_of_a_secret_hides_it_from_nobody() =>
        Assert.Equal("a [secret] b\n", Present(["QXZJQXZJ"], "a QXZ\u0001JQ\u001b[1mXZ\u200bJ b"));

    [ToolFact("perl")]
    public void Every_line_of_a_key_is_masked() => Assert.Equal("[secret]\nrest\n", Present(["QXZJQXZJ\nZZZZZZZZ"], "ZZZZZZZZ\nrest\n"));

    [ToolFact("perl")]
    public async Task Bytes_that_are_no_text_become_question_marks()
    {
        File.WriteAllBytes(_folder["log"], [0x61, 0xff, 0xc2, 0x62, 0xed, 0xa0, 0x80, 0xf5, 0x0a]);

        Assert.Equal("a??b????\n", await RunAsync("last", 30, 600));
    }

    [ToolFact("perl")]
    public async Task Of_a_log_of_many_gigabytes_only_the_end_is_read()
    {
        Directory.CreateDirectory(_folder["secrets"]);
        using (var log = File.OpenWrite(_folder["log"]))
        {
            log.SetLength(8L << 30);
            log.Seek(0, SeekOrigin.End);
            log.Write("\nthe end\n"u8);
        }

        // The shell's account of what it and its children have read, perl's own modules included.
        var ended = await RunningProcess.RunAsync(
            "bash",
            ["-c", "perl \"$@\"; sed -n 's/^rchar: //p' \"/proc/$$/io\" >&2", "bash", .. Arguments("last", 30, 600)],
            TimeSpan.FromSeconds(30)
        );

        Assert.EndsWith("\nthe end\n", ended.Output, StringComparison.Ordinal);
        Assert.InRange(long.Parse(ended.Error), Window, 8 * Window);
    }

    [ToolFact("perl", "node")]
    public void The_verification_shows_of_a_text_what_the_host_would() =>
        Gen.Select(Secret.List[1, 3], Gen.OneOf(Piece.Where(piece => piece is not ("\r" or "\n")), Padding, Gen.Const("@")).List[0, 40])
            .List[40]
            .Sample(
                cases =>
                {
                    var texts = cases.Select(c => Join(c.Item1, c.Item2)).ToArray();
                    var secrets = cases.SelectMany(c => c.Item1).ToArray();

                    var shown = Plain(secrets, texts, limit: 600);

                    Assert.All(shown, AssertHarmless);
                    var onHost = PresentedText.Present([.. texts.Select(text => new PresentedText(secrets, text, "last", 30, 600))]);
                    Assert.Equal(onHost.Select(text => text.TrimEnd('\n')), shown.Select(Cut));
                },
                iter: 3,
                threads: 1
            );

    private static string Cut(string shown) => shown.EndsWith("...", StringComparison.Ordinal) ? shown[..^3] : shown;

    // "@" stands for a secret; cycle through them.
    private static string Join(List<string> secrets, List<string> pieces) =>
        string.Concat(pieces.Select((piece, i) => piece == "@" ? secrets[i % secrets.Count] : piece));

    private static void AssertHarmless(string shown)
    {
        Assert.DoesNotContain(shown, letter => SecretLetters.Contains(letter));
        Assert.DoesNotContain(shown, c => char.IsControl(c) && c is not ('\n' or '\t'));
        Assert.DoesNotContain(shown, c => char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format);
    }

    private static string Present(IReadOnlyList<string> secrets, string text) =>
        PresentedText.Present([new PresentedText(secrets, text, "last", 30, 600)])[0];

    private async Task<string> RunAsync(string side, int lines, int width)
    {
        var ended = await RunningProcess.RunAsync("perl", Arguments(side, lines, width), TimeSpan.FromSeconds(30));
        Assert.True(ended is { ExitCode: 0, Error: "" }, ended.Error);
        return ended.Output;
    }

    private string[] Arguments(string side, int lines, int width) =>
        [PresentedText.Program, _folder["secrets"], _folder["log"], side, $"{lines}", $"{width}"];

    private static string[] Plain(string[] secrets, string[] texts, int limit)
    {
        using var own = new TempDirectory();
        PresentedText.Write(own, "secrets", secrets);
        var ended = RunningProcess
            .RunAsync(
                "node",
                [
                    "--input-type=module",
                    "--eval",
                    $"import {{ keepSecret, plain }} from {JsonSerializer.Serialize(Script)}; import {{ readFileSync }} from 'node:fs'; keepSecret({JsonSerializer.Serialize(own["secrets"])});"
                        + $"console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map((text) => plain(text, {limit}))));",
                ],
                TimeSpan.FromSeconds(60),
                input: JsonSerializer.Serialize(texts)
            )
            .GetAwaiter()
            .GetResult();
        Assert.True(ended.ExitCode == 0, ended.All);
        return JsonSerializer.Deserialize<string[]>(ended.Output)!;
    }
}
