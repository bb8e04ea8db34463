namespace NodeBBInfra.Tests.Support;

/// <summary>Counts what was held against the recordings, for whoever sums it up over all tests.</summary>
internal static class Tally
{
    private static readonly Lock s_one = new();

    /// <summary>Adds a line "kind compared byDesign" to the file that CONFORMANCE_TALLY names; does nothing where it is not set.</summary>
    /// <param name="kind">What was compared, in one word: "requests", "plan-lines".</param>
    /// <param name="compared">How many.</param>
    /// <param name="byDesign">How many of them differ, with the reason in a list.</param>
    public static void Add(string kind, int compared, int byDesign)
    {
        if (Environment.GetEnvironmentVariable("CONFORMANCE_TALLY") is { Length: > 0 } file)
        {
            lock (s_one)
                File.AppendAllText(file, $"{kind} {compared} {byDesign}\n");
        }
    }
}
