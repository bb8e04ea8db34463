namespace NodeBBInfra.Tests.StackTests;

public sealed class DestroySettingsTests
{
    /// <summary>Every combination: only one of them deletes data, and none that of a protected stack.</summary>
    [Theory]
    [InlineData("leave", "false", "", null)]
    [InlineData("stop", "false", "", null)]
    [InlineData("erase", "true", "", null)]
    [InlineData("erase", "false", "", "write nodebb:deleteData: true, too, or nodebb:onDestroy: stop")]
    [InlineData("leave", "true", "", "only nodebb:onDestroy: erase deletes data")]
    [InlineData("stop", "true", "", "only nodebb:onDestroy: erase deletes data")]
    [InlineData("leave", "false", "prod", null)]
    [InlineData("stop", "false", "prod", null)]
    [InlineData("erase", "true", "prod", "nodebb:protected has \"prod\"")]
    [InlineData("erase", "false", "prod", "nodebb:protected has \"prod\"")]
    [InlineData("leave", "true", "prod", "nodebb:protected has \"prod\"")]
    [InlineData("stop", "true", "prod", "nodebb:protected has \"prod\"")]
    [InlineData("erase", "true", "production", null)]
    [InlineData("stop", "false", "acme/nodebb/prod", "write the names of stacks without organization and project")]
    [InlineData("stop", "false", "Prod", "nodebb:protected has \"Prod\", but this stack is prod: write prod")]
    public void Data_is_deleted_only_by_two_settings_and_never_a_protected_stacks(
        string onDestroy,
        string deleteData,
        string isProtected,
        string? refusal
    )
    {
        var values = Settings.With(
            ("nodebb:onDestroy", onDestroy),
            ("nodebb:deleteData", deleteData),
            ("nodebb:protected", isProtected.Length == 0 ? "[]" : $"[\"eins\", \"{isProtected}\"]")
        );

        var problems = Settings.ProblemsOf(values with { Name = "prod" });

        if (refusal is null)
            Assert.Empty(problems);
        else
            Assert.Contains(refusal, Assert.Single(problems), StringComparison.Ordinal);
    }
}
