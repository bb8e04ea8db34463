using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Tests.Cloudflare;

namespace NodeBBInfra.Tests.Engine;

/// <summary>The Cloudflare provider's warnings before an operation, and how often the display shows them.</summary>
public sealed class DisplayTests : IDisposable
{
    private const string Warning = "warning: [WARNING] This resource cannot be destroyed from Terraform.";
    private readonly TestProject _project = new();

    public void Dispose() => _project.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_warning_that_many_resources_have_is_shown_once_with_how_many_where_that_is_asked_for(bool diff)
    {
        var (folded, text) = await PreviewAsync(ApiServer.Token, fold: true, diff);
        Assert.Equal(0, folded.ExitCode);
        Assert.Equal(2, text.Split(Warning).Length);
        Assert.Contains("Resource Destruction Considerations\n  2 resources: minTls, ssl\n", text, StringComparison.Ordinal);
        var (_, all) = await PreviewAsync(ApiServer.Token, fold: false, diff);
        Assert.True(all.Split(Warning).Length > 2, all);
    }

    [Theory]
    [InlineData("placeholder-token")]
    [InlineData("forty.characters.with.a.dot.in.each.word")]
    public async Task What_cannot_be_a_token_is_refused_in_the_plugins_words_without_showing_it(string token)
    {
        var (result, text) = await PreviewAsync(token, fold: true, diff: false);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            "error: pulumi:providers:cloudflare resource 'default_6_17_0' has a problem: could not validate provider configuration: ",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "api_token API tokens must only contain characters a-z, A-Z, 0-9, hyphens and underscores\n",
            text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(token, text, StringComparison.Ordinal);
    }

    private Task<(EngineResult Result, string Text)> PreviewAsync(string token, bool fold, bool diff) =>
        _project.RunAsync(
            Operation.Preview,
            options =>
                options with
                {
                    FoldWarnings = fold,
                    Diff = diff,
                    Overlay = new Dictionary<string, ConfigValue> { ["cloudflare:apiToken"] = new(token, true) },
                    ProgramInProcess = new ScriptedProgram(async program =>
                    {
                        await SettingAsync(program, "ssl", "strict");
                        await SettingAsync(program, "minTls", "1.2");
                    }).RunAsync,
                }
        );

    private static Task<RegisterResourceResponse> SettingAsync(ScriptedProgram program, string name, string value) =>
        program.RegisterAsync(
            new RegisterResourceRequest
            {
                Type = "cloudflare:index/zoneSetting:ZoneSetting",
                Name = name,
                Custom = true,
                Version = "6.17.0",
                Object = new Struct
                {
                    Fields =
                    {
                        ["zoneId"] = Value.ForString(ApiServer.ZoneId),
                        ["settingId"] = Value.ForString(name),
                        ["value"] = Value.ForString(value),
                    },
                },
            }
        );
}
