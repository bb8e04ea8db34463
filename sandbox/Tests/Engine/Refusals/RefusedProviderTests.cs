using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine;

namespace NodeBBInfra.Tests.Engine.Refusals;

/// <summary>Registrations that a provider refuses: exit code 1, one sentence that names the fault, and an unchanged state.</summary>
public sealed class RefusedProviderTests
{
    [Theory]
    [InlineData("aws:s3/bucket:Bucket", "{}", "The sandbox has no provider for the package 'aws'; it has cloudflare, command and random.")]
    [InlineData(
        "random:index/randomPet:RandomPet",
        "{}",
        "unknown resource type 'random:index/randomPet:RandomPet'; the sandbox's random provider has "
    )]
    [InlineData(
        "cloudflare:index/pageRule:PageRule",
        "{}",
        "The sandbox knows no cloudflare resource 'cloudflare:index/pageRule:PageRule'; it knows "
    )]
    [InlineData(
        "command:local:Command",
        "{}",
        "unknown resource type 'command:local:Command'; the sandbox's command provider has command:remote:Command"
    )]
    [InlineData(
        "random:index/randomId:RandomId",
        """{"byteLength":4,"colour":"red"}""",
        "property colour value {\"red\"} has a problem: An argument named \"colour\" is not expected here."
    )]
    [InlineData(
        "random:index/randomId:RandomId",
        "{}",
        "Missing required argument. The argument \"byteLength\" is required, but no definition was found."
    )]
    [InlineData(
        "random:index/randomId:RandomId",
        """{"byteLength":"four"}""",
        "property byteLength value {\"four\"} has a problem: expected number type, got string type"
    )]
    [InlineData(
        "random:index/randomId:RandomId",
        """{"byteLength":true}""",
        "property byteLength value {true} has a problem: expected number type, got boolean type"
    )]
    [InlineData(
        "random:index/randomPassword:RandomPassword",
        """{"length":20,"special":"perhaps"}""",
        "property special value {\"perhaps\"} has a problem: expected boolean type, got string type"
    )]
    [InlineData(
        "random:index/randomPassword:RandomPassword",
        """{"length":20,"keepers":["a"]}""",
        "property keepers value {[\"a\"]} has a problem: expected object type, got array type"
    )]
    [InlineData(
        "cloudflare:index/zoneSetting:ZoneSetting",
        """{"zoneId":"z","settingId":"ssl","value":"strict","colour":"red"}""",
        "property colour value {\"red\"} has a problem: An argument named \"colour\" is not expected here."
    )]
    [InlineData(
        "cloudflare:index/dnsRecord:DnsRecord",
        """{"zoneId":"z","name":"a","type":"A","ttl":"soon"}""",
        "property ttl value {\"soon\"} has a problem: expected number type, got string type"
    )]
    [InlineData(
        "cloudflare:index/dnsRecord:DnsRecord",
        """{"zoneId":7,"name":"a","type":"A","ttl":1}""",
        "property zoneId value {7} has a problem: expected string type, got number type"
    )]
    [InlineData(
        "command:remote:Command",
        """{"connection":{"host":"127.0.0.1"},"creates":"true"}""",
        "property creates value {\"true\"} has a problem: An argument named \"creates\" is not expected here."
    )]
    [InlineData(
        "command:remote:Command",
        """{"connection":"127.0.0.1"}""",
        "property connection value {\"127.0.0.1\"} has a problem: expected object type, got string type"
    )]
    [InlineData(
        "command:remote:Command",
        """{"connection":{"host":"127.0.0.1"},"create":["true"]}""",
        "property create value {[\"true\"]} has a problem: expected string type, got array type"
    )]
    [InlineData(
        "command:remote:Command",
        """{"connection":{"host":"127.0.0.1"},"triggers":[{"4dabf18193072939515e22adb298388d":"c44067f5952c0a294b673a41bacd8c17","path":"a"}]}""",
        "triggers has an asset or archive, which the sandbox's engine does not support"
    )]
    public async Task A_registration_that_is_wrong_is_refused_in_words(string type, string inputs, string sentence)
    {
        using var project = new TestProject();
        await project.RunAsync(Operation.Up, Program(program => program.RandomId("a")));
        var before = await File.ReadAllTextAsync(project.StateFile);
        var (result, text) = await project.RunAsync(
            Operation.Up,
            Program(async program =>
            {
                await program.RandomId("a");
                await program.RegisterAsync(
                    new RegisterResourceRequest
                    {
                        Type = type,
                        Name = "wrong",
                        Custom = true,
                        Version = "4.21.2",
                        Object = Struct.Parser.ParseJson(inputs),
                    }
                );
            })
        );
        Assert.Equal(1, result.ExitCode);
        Assert.Single(
            text.Split('\n'),
            line => line.StartsWith("    error: ", StringComparison.Ordinal) && line.Contains(sentence, StringComparison.Ordinal)
        );

        // The package's default provider is a separate resource; it succeeded and is recorded.
        var after = await File.ReadAllTextAsync(project.StateFile);
        var stood = Resources(before).ToList();
        Assert.Equal(
            stood,
            Resources(after)
                .Where(resource =>
                    stood.Contains(resource)
                    || !resource.Contains($"pulumi:providers:{type.Split(':')[0]}::default", StringComparison.Ordinal)
                )
        );
        Assert.DoesNotContain("pending_operations", after, StringComparison.Ordinal);
        if (type.StartsWith("random:", StringComparison.Ordinal))
            Assert.Equal(before, after);
    }

    private static IEnumerable<string> Resources(string state) =>
        JsonNode.Parse(state)!["deployment"]!["resources"]!.AsArray().Select(resource => resource!.ToJsonString());

    private static Func<EngineOptions, EngineOptions> Program(Func<ScriptedProgram, Task> script) =>
        options => options with { ProgramInProcess = new ScriptedProgram(script).RunAsync };
}
