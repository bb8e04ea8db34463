using CsCheck;

namespace NodeBBInfra.Tests.Targets;

/// <summary>Generates request targets of attackers: the forum's paths in every spelling, with separators and suffixes.</summary>
internal static class TargetGenerators
{
    private static readonly Gen<string> Separator = Gen.Frequency(
        (12, Gen.Const("/")),
        (
            6,
            OneOf(
                "//",
                "\\",
                "/./",
                "\\.\\",
                "/x/../",
                "/%2e/",
                "%2f",
                "%2F",
                "%5c",
                "/..%2f",
                "%2f..%2f",
                "/;/",
                "/%2e%2e/",
                "/..;/",
                "%252f",
                "/.%2e/",
                "\\..\\"
            )
        )
    );

    private static readonly Gen<string> Word = OneOf(
        "assets",
        "uploads",
        "files",
        "private.png",
        "private.html",
        "private.pdf",
        "profile",
        "avatar.png",
        "client.css",
        "nothing.css",
        "x",
        "api",
        "config",
        "socket.io",
        "login",
        "plugins",
        "favicon.ico",
        ".hidden",
        "..",
        ".",
        "",
        "topic",
        "1",
        "css;x"
    );

    // Unchanged, in upper case, with a letter escaped once or twice, or followed by something strange.
    private static readonly Gen<string> Segment = Gen.Select(
        Word,
        Gen.Int[0, 15],
        Gen.Int[0, 12],
        (word, change, at) =>
            change switch
            {
                0 => word.ToUpperInvariant(),
                1 when word.Length > 0 => Escaped(word, at % word.Length, "%"),
                2 when word.Length > 0 => Escaped(word, at % word.Length, "%25"),
                3 => word + "%00",
                4 => word + "\u00e9",
                5 => word + "\u00a0",
                6 => word + "%c0%af",
                _ => word,
            }
    );

    // The relevant paths, so that most targets are close to one.
    private static readonly Gen<string[]> Parts = Gen.Frequency(
        (
            5,
            OneOf<string[]>(
                ["assets", "uploads", "files", "private.png"],
                ["assets", "uploads", "files", "private.html"],
                ["assets", "uploads", "files", "private.pdf"]
            )
        ),
        (
            2,
            OneOf<string[]>(
                ["assets", "client.css"],
                ["assets", "nothing.css"],
                ["assets", "uploads", "profile", "avatar.png"],
                ["favicon.ico"],
                ["uploads", "files", "private.png"]
            )
        ),
        (2, Segment.Array[1, 5])
    );

    // One strange separator among plain ones shows its effect; some holes need the same one everywhere.
    private static readonly Gen<string[]> Separators = Gen.Frequency(
        (3, Separator.Array[8]),
        (1, OneOf("\\", "\\.\\").Array[8]),
        (1, OneOf("/", "%2f", "/./", "//").Array[8])
    );

    private static readonly Gen<string> Path = Gen.Select(
        Parts,
        Separators,
        Gen.Int[0, 9],
        Segment,
        (parts, separators, change, other) =>
        {
            var changed = (string[])parts.Clone();
            var place = Math.Min(change, changed.Length - 1);
            if (change < 4)
                changed[place] = change % 2 == 0 ? other : changed[place].ToUpperInvariant();
            return string.Concat(changed.Select((part, i) => separators[i] + part));
        }
    );

    private static readonly Gen<string> Rest = Gen.Frequency(
        (5, Gen.Const("")),
        (
            5,
            OneOf(
                "#",
                "?a=#",
                "?",
                "?v=1",
                "?a=\u00a0",
                "?\\",
                "#?",
                "%23",
                "%3f",
                "?/../../",
                "\t",
                " x",
                "/",
                "/.",
                "\\",
                "?a=b#/assets/client.css",
                ";.css",
                "/x.css",
                "%2f.css"
            )
        )
    );

    /// <summary>A target, which must begin with a slash.</summary>
    public static Gen<string> Target { get; } = Gen.Select(Path, Rest, (path, rest) => (path.StartsWith('/') ? path : "/" + path) + rest);

    private static string Escaped(string word, int at, string sign) => $"{word[..at]}{sign}{(int)word[at]:x2}{word[(at + 1)..]}";

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
