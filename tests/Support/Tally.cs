namespace NodeBBInfra.Tests.Support;

/// <summary>Counts comparisons with recordings, to be summed over all tests.</summary>
internal static class Tally
{
    private static readonly Lock s_one = new();

    /// <summary>Appends a line "kind compared byDesign" to the file that CONFORMANCE_TALLY names, if set.</summary>
    /// <param name="kind">What was compared, as one word: "requests", "plan-lines".</param>
    /// <param name="compared">The number of comparisons.</param>
    /// <param name="byDesign">The number of intended differences, which have a reason in a list.</param>
    public static void Add(string kind, int compared, int byDesign)
    {
        if (Environment.GetEnvironmentVariable("CONFORMANCE_TALLY") is { Length: > 0 } file)
        {
            lock (s_one)
                File.AppendAllText(file, $"{kind} {compared} {byDesign}\n");
        }
    }
}
