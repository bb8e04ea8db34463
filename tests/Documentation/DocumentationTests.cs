using NodeBBInfra.Configuration;

namespace NodeBBInfra.Tests.Documentation;

/// <summary>
/// The documents' text about settings, permissions and checks matches the code's declarations; <c>make docs</c> writes it.
/// </summary>
public class DocumentationTests
{
    private const string Command = "make docs";

    [Fact]
    public void The_example_file_has_every_setting() =>
        Golden.MatchesFile(Repository.PathOf("Pulumi.example.yaml"), SettingsText.Example(StackSettings.Declared()), Command);

    [Fact]
    public void The_README_has_the_settings_that_must_be_set() => ReadmeHas("settings", SettingsText.Required(StackSettings.Declared()));

    [Fact]
    public void The_README_has_the_permissions_that_a_refused_token_is_told_of() => ReadmeHas("permissions", $"{ZoneToday.Permissions}.\n");

    [Fact]
    public void The_README_quotes_the_measured_time_of_a_deployment()
    {
        // The section's first paragraph. `make bench` writes it.
        var section = File.ReadAllText(Repository.PathOf("docs", "benchmarks.md")).Split("\n## From a fresh host to a forum\n\n").Skip(1);
        const string More = " [docs/benchmarks.md](docs/benchmarks.md) shows where the time goes.\n";
        ReadmeHas("deployment", string.Concat(section.Select(text => text.Split("\n\n")[0] + More)));
    }

    [Fact]
    public void The_project_file_asks_for_the_settings_that_must_be_set()
    {
        const string Mark = "  config: # written by \"make docs\"\n";
        var path = Repository.PathOf("Pulumi.yaml");
        var head = File.ReadAllText(path).Split(Mark)[0];
        Golden.MatchesFile(path, head + Mark + SettingsText.Template(StackSettings.Declared()), Command);
    }

    [ToolFact("node")]
    public async Task The_README_has_the_checks_of_the_verification()
    {
        var checks = await VerificationChecks.ListAsync();

        Assert.Contains(checks, check => check.Name == "session");
        Assert.Equal(checks.Select(check => check.Name).Distinct(), checks.Select(check => check.Name));
        ReadmeHas(
            "checks",
            "| check | holds when |\n| --- | --- |\n" + string.Concat(checks.Select(check => $"| `{check.Name}` | {check.Shows} |\n"))
        );
    }

    private static void ReadmeHas(string part, string text)
    {
        var path = Repository.PathOf("README.md");
        Golden.MatchesFile(path, MarkedPart.Replace(File.ReadAllText(path), part, text), Command);
    }
}
