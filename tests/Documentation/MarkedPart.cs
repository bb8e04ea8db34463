namespace NodeBBInfra.Tests.Documentation;

/// <summary>A generated part of a document, between two comments that name it.</summary>
internal static class MarkedPart
{
    /// <summary>Replaces the text between <c>&lt;!-- name: ... --&gt;</c> and <c>&lt;!-- end of name --&gt;</c>.</summary>
    public static string Replace(string document, string name, string text)
    {
        var begin = document.IndexOf($"<!-- {name}:", StringComparison.Ordinal);
        var end = document.IndexOf($"<!-- end of {name} -->", StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, $"The document has no comments around the part {name}.");
        var after = document.IndexOf('\n', begin) + 1;
        return document[..after] + text + document[end..];
    }
}
