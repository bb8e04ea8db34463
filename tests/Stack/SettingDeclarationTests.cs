using System.Text.Json;
using NodeBBInfra.Configuration;

namespace NodeBBInfra.Tests.StackTests;

/// <summary>Properties of every declared setting, so that a new one needs no test for them.</summary>
public class SettingDeclarationTests
{
    // redis is the only database, and the others only decide whether a preview is refused.
    private static readonly string[] WithoutEffect = ["database", "movedFrom", "deleteData", "protected"];

    private static readonly string[] NoFlags = ["yes", "1", "True"];

    public static TheoryData<string> Keys => [.. StackSettings.Declared().Select(setting => setting.Key)];

    public static TheoryData<string> KeysWithEffect => [.. StackSettings.Declared().Select(setting => setting.Key).Except(WithoutEffect)];

    public static TheoryData<string> Defaults =>
        [.. StackSettings.Declared().Where(setting => setting.Default.Length > 0).Select(setting => setting.Key)];

    public static IEnumerable<object[]> WrongValues =>
        [
            .. from setting in StackSettings.Declared()
            where setting.Limits is not null
            let limits = setting.Limits!.Value
            from value in new[] { $"{limits.Min - 1}", $"{limits.Max + 1}", "ten", "1.5" }
            select new object[] { setting.Key, value, $"write a whole number from {limits.Min} to {limits.Max}" },
            .. from setting in StackSettings.Declared()
            where setting.Type == "boolean"
            from value in NoFlags
            select new object[] { setting.Key, value, "write true or false" },
        ];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Its_example_is_right_and_not_its_default(string key)
    {
        Assert.Empty(Settings.ProblemsOf(After(key)));
        Assert.True(key == "database" || Declared(key).Example != Declared(key).Default);
    }

    [Theory]
    [MemberData(nameof(KeysWithEffect))]
    public async Task Its_example_changes_what_is_deployed(string key) =>
        Assert.NotEqual(await DeployedAsync(Before(key)), await DeployedAsync(After(key)));

    [Theory]
    [MemberData(nameof(Defaults))]
    public async Task Its_default_is_what_it_is_without(string key) =>
        Assert.Equal(await DeployedAsync(Settings.With()), await DeployedAsync(Settings.With(($"nodebb:{key}", Declared(key).Default))));

    [Theory]
    [MemberData(nameof(WrongValues))]
    public void A_number_beyond_its_limits_or_a_flag_of_another_word_is_answered_with_what_to_write(
        string key,
        string value,
        string advice
    ) =>
        Assert.Equal(
            $"nodebb:{key} is \"{value}\": {advice}.",
            Assert.Single(Settings.ProblemsOf(Settings.With(($"nodebb:{key}", value))))
        );

    [Theory]
    [MemberData(nameof(Keys))]
    public void It_is_described_in_sentences(string key) => Assert.Matches(@"(?s)\A[A-Z].*\.\z", Declared(key).Description);

    private static Setting Declared(string key) => StackSettings.Declared().Single(setting => setting.Key == key);

    private static StackValues Before(string key) => With(Beside(key));

    private static StackValues After(string key) => With([.. Beside(key), (key, Declared(key).Example)]);

    private static StackValues With((string Key, string? Value)[] changes) =>
        Settings.With(
            [.. StackSettings.Declared().Where(s => s.IsSecret).Select(s => $"nodebb:{s.Key}")],
            [.. changes.Select(c => ($"nodebb:{c.Key}", c.Value))]
        );

    // The settings that a setting requires. An SSH repository starts with other keys.
    private static (string Key, string? Value)[] Beside(string key) =>
        key switch
        {
            "deleteData" => [("onDestroy", "erase")],
            "nodeVersion" => [("nodeSha256", Declared("nodeSha256").Example)],
            "repositoryKey" or "repositoryHostKey" =>
            [
                ("nodebbRepository", "git@example.org:forum.git"),
                ("repositoryHostKey", Settings.HostKey),
                ("repositoryKey", Declared("repositoryKey").Example.Replace("AAAA", "BBBB", StringComparison.Ordinal)),
            ],
            _ => [],
        };

    /// <summary>Everything that is sent to the engine, as text.</summary>
    private static async Task<string> DeployedAsync(StackValues values)
    {
        var run = await ForumRun.Of(values);
        var inputs = run
            .Registered.OrderBy(r => $"{r.Type} {r.Name}", StringComparer.Ordinal)
            .Select(r => $"{r.Type} {r.Name} {JsonSerializer.Serialize(r.Inputs)}");
        return string.Join('\n', inputs);
    }
}
