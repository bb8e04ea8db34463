using NodeBBInfra.Sandbox.Host;
using NodeBBInfra.Sandbox.Measure.Benchmarks;

namespace NodeBBInfra.Tests.Benchmarks;

/// <summary>One benchmark alone replaces its section of the report.</summary>
public sealed class BenchmarkReportTests
{
    private const string Report = "# Benchmarks\n\nMeasured.\n\n## One\n\nold\n\n## Two\n\nold\n";

    [Theory]
    [InlineData("## One\n\nnew\n", "# Benchmarks\n\nMeasured.\n\n## One\n\nnew\n\n## Two\n\nold\n")]
    [InlineData("## Two\n\nnew\n", "# Benchmarks\n\nMeasured.\n\n## One\n\nold\n\n## Two\n\nnew\n")]
    [InlineData("## Three\n\nnew\n", Report + "\n## Three\n\nnew\n")]
    public void A_section_takes_the_place_of_the_one_with_its_heading(string section, string expected) =>
        Assert.Equal(expected, BenchmarkReport.WithSection(Report, section));

    [Fact]
    public async Task Only_the_chosen_one_runs_and_the_others_sections_stay()
    {
        using var docs = new TempDirectory();
        docs.Write("benchmarks.md", Report);

        await RunAsync(docs, "two");

        var written = await File.ReadAllTextAsync(docs["benchmarks.md"]);
        Assert.Contains("## One\n\nold\n", written, StringComparison.Ordinal);
        Assert.Matches(@"## Two\n\nnew\n\nMeasured \S+ by `make bench PART=two` on ", written);
    }

    [Fact]
    public async Task An_unknown_one_is_refused()
    {
        using var docs = new TempDirectory();

        var refusal = await Assert.ThrowsAsync<SandboxException>(() => RunAsync(docs, "three"));

        Assert.Equal("\"three\" is not a benchmark. There are one, two.", refusal.Message);
    }

    private static Task<int> RunAsync(TempDirectory docs, string only) =>
        BenchmarkReport.RunAsync(
            [
                new("one", (_, _) => throw new InvalidOperationException("It was not chosen.")),
                new("two", (_, _) => Task.FromResult("## Two\n\nnew\n")),
            ],
            only,
            docs.FullPath,
            $"make bench PART={only}",
            TextWriter.Null,
            CancellationToken.None
        );
}
