using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Tests.Engine.StandIn;

/// <summary>Programs for the stand-in to run as processes; an environment variable says which.</summary>
internal static class StandInPrograms
{
    public const string Variable = "STAND_IN_PROGRAM";

    public static async Task<int> RunAsync()
    {
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
        Func<ScriptedProgram, Task> script = environment.GetValueOrDefault(Variable) == "zone" ? ZoneAsync : ValuesAsync;
        return await new ScriptedProgram(script).RunAsync(environment, CancellationToken.None);
    }

    /// <summary>A component with a value of its own name, and a secret output.</summary>
    private static async Task ValuesAsync(ScriptedProgram program)
    {
        var origin = await ComponentAsync(program, "test:index:Origin", "origin");
        await program.RandomId("kept", protect: Environment.GetEnvironmentVariable("PROTECT") == "yes");
        await IdAsync(program, "nginx", origin.Urn);
        await IdAsync(program, "forum", origin.Urn);
        var password = await program.Password("password");
        program.Outputs.Fields["url"] = Value.ForString("https://example.org/");
        program.Outputs.Fields["ports"] = Value.ForList(Value.ForNumber(4567), Value.ForNumber(4568));
        if (password.Object.Fields.TryGetValue("result", out var result))
            program.Outputs.Fields["password"] = result;
    }

    /// <summary>A component with a record and a ruleset in it, as the edge of the stack is.</summary>
    private static async Task ZoneAsync(ScriptedProgram program)
    {
        var edge = await ComponentAsync(program, "nodebb:edge:Edge", "edge");
        await ThingAsync(program, edge.Urn, "cloudflare:index/dnsRecord:DnsRecord", "www", new Struct
        {
            Fields =
            {
                ["zoneId"] = Value.ForString(new('0', 32)), ["name"] = Value.ForString("www.example.org"), ["type"] = Value.ForString("A"),
                ["content"] = Value.ForString("203.0.113.10"), ["proxied"] = Value.ForBool(true), ["ttl"] = Value.ForNumber(1),
            },
        });
        await ThingAsync(program, edge.Urn, "cloudflare:index/zoneSetting:ZoneSetting", "ssl", new Struct
        {
            Fields = { ["zoneId"] = Value.ForString(new('0', 32)), ["settingId"] = Value.ForString("ssl"), ["value"] = Value.ForString("strict") },
        });
    }

    private static Task<RegisterResourceResponse> ComponentAsync(ScriptedProgram program, string type, string name) =>
        program.RegisterAsync(new RegisterResourceRequest { Type = type, Name = name });

    private static Task ThingAsync(ScriptedProgram program, string parent, string type, string name, Struct inputs) =>
        program.RegisterAsync(new RegisterResourceRequest { Type = type, Name = name, Parent = parent, Custom = true, Version = "6.17.0", Object = inputs, SupportsResultReporting = true });

    private static Task IdAsync(ScriptedProgram program, string name, string parent) => program.RegisterAsync(new RegisterResourceRequest
    {
        Type = "random:index/randomId:RandomId",
        Name = name,
        Parent = parent,
        Custom = true,
        Version = "4.21.2",
        Object = new Struct { Fields = { ["byteLength"] = Value.ForNumber(Environment.GetEnvironmentVariable("BYTES") == "8" ? 8 : 4) } },
    });
}
