using System.Text;

namespace NodeBBInfra.Tests.Workflows;

/// <summary>The copies for previews, made of an export that is given: what would leave a secret makes none, and prints none.</summary>
public sealed class RedactTests : IDisposable
{
    private const string Sentinel = "sentinel-of-a-secret?>";
    private const string Secret =
        """{"4dabf18193072939515e22adb298388d":"1b47061264138c4ac30d75fd1eb44270","ciphertext":"v1:sealed","plaintext":"\"sentinel-of-a-secret?>\""}""";
    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [ToolTheory("node")]
    [InlineData("cat export; exit 3", "pulumi stack export --show-secrets failed (3)")]
    [InlineData("cat export", "The exported state of prod is no JSON")]
    public async Task What_pulumi_printed_is_in_no_error(string pulumi, string sentence)
    {
        var finished = await RedactAsync($"{{{Sentinel}", pulumi);

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains(sentence, finished.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("sentinel", finished.All, StringComparison.Ordinal);
    }

    [ToolFact("node")]
    public Task A_secret_that_is_no_json_is_in_no_error() =>
        RefusesAsync(Export(Secret.Replace("\\\"", "", StringComparison.Ordinal)), "A secret of the state is no JSON");

    [ToolFact("node")]
    public Task A_format_that_is_newer_than_this_is_refused() =>
        RefusesAsync("""{"version":5,"deployment":{"resources":[]}}""", "The exported state of prod has version 5; 4 is the newest");

    [ToolFact("node")]
    public async Task A_copy_has_the_formats_version_and_features_and_nothing_beside_a_placeholder()
    {
        var finished = await RedactAsync(Export(Secret));

        Assert.True(finished.ExitCode == 0, finished.All);
        var copy = await File.ReadAllTextAsync(_folder["copies", "prod.json"]);
        Assert.Contains("\"version\": 4,\n \"features\": [\n  \"refreshBeforeUpdate\"\n ],", copy, StringComparison.Ordinal);
        Assert.Contains("\"plaintext\": \"\\\"placeholder0xxx", copy, StringComparison.Ordinal);
        Assert.DoesNotContain("ciphertext", copy, StringComparison.Ordinal);
    }

    [ToolTheory("node")]
    [InlineData("""{"sentinel-of-a-secret?>":1}""", "secret")]
    [InlineData("\"before sentinel-of-a-secret?> after\"", "secret")]
    [InlineData("\"the job's own token\"", "CLOUDFLARE_API_TOKEN")]
    public Task A_secret_that_is_left_makes_no_copy_and_is_named(string left, string name) =>
        RefusesAsync(Export(Secret, left), $"in its state in plain text, too: {name}. Choose another value");

    [ToolTheory("node")]
    [InlineData("redis", "urn:pulumi:prod::nodebb::x::redis.outputs.result")]
    [InlineData(Sentinel, "one whose name has it")]
    public Task A_resources_secret_is_named_after_it_but_never_with_a_secret(string resource, string name)
    {
        var state = $$$"""{"urn":"urn:pulumi:prod::nodebb::x::{{{resource}}}","type":"x","outputs":{"result":{{{Secret}}}}}""";
        return RefusesAsync(Export(state, $"\"{Sentinel}\""), $"in its state in plain text, too: {name}. Choose another value");
    }

    [ToolTheory("node")]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("abc")]
    public Task A_secret_that_is_left_in_base64_makes_no_copy(string before)
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{before}{Sentinel} after"));
        return RefusesAsync(Export(Secret, $"\"{encoded[..16]}\\n{encoded[16..]}\""), "in its state in plain text, too");
    }

    private static string Export(string secret, string left = "null") =>
        $$$"""{"version":4,"features":["refreshBeforeUpdate"],"deployment":{"resources":[],"secret":{{{secret}}},"left":{{{left}}}}}""";

    private async Task RefusesAsync(string export, string sentence)
    {
        var finished = await RedactAsync(export);
        Assert.Equal(1, finished.ExitCode);
        Assert.Contains(sentence, finished.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("sentinel", finished.All, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["copies"]));
    }

    private Task<Finished> RedactAsync(string export, string pulumi = "cat export")
    {
        _folder.Write("export", export);
        _folder.Write("bin/pulumi", $"#!/bin/sh\n{pulumi}\n");
        _folder.Write("Pulumi.prod.yaml", "config:\n");
        return WorkflowScripts.RunAsync(
            "chmod +x bin/pulumi && PATH=$PWD/bin:$PATH node $SCRIPTS/redact.mjs prod copies",
            _folder.FullPath,
            new Dictionary<string, string?> { ["CLOUDFLARE_API_TOKEN"] = "the job's own token" }
        );
    }
}
