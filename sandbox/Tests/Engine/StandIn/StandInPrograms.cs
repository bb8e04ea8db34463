using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Tests.Engine.StandIn;

/// <summary>Programs that the stand-in runs as processes, selected by an environment variable.</summary>
internal static class StandInPrograms
{
    public const string Variable = "STAND_IN_PROGRAM";

    public static async Task<int> RunAsync()
    {
        var environment = Environment
            .GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
        Func<ScriptedProgram, Task> script = environment.GetValueOrDefault(Variable) switch
        {
            "zone" => ZoneAsync,
            "host" => HostAsync,
            "pry" => PryAsync,
            _ => ValuesAsync,
        };
        return await new ScriptedProgram(script).RunAsync(environment, CancellationToken.None);
    }

    /// <summary>A component with a configured value, and a secret output.</summary>
    private static async Task ValuesAsync(ScriptedProgram program)
    {
        var origin = await ComponentAsync(program, "test:index:Origin", "origin");
        await program.RandomId("kept", protect: Environment.GetEnvironmentVariable("PROTECT") == "yes");
        await IdAsync(program, "nginx", origin.Urn);
        await IdAsync(program, "forum", origin.Urn);
        var password = await program.Password("password");
        program.Outputs.Fields["url"] = Value.ForString("https://example.org/");
        using var config = System.Text.Json.JsonDocument.Parse(Environment.GetEnvironmentVariable("PULUMI_CONFIG") ?? "{}");
        program.Outputs.Fields["zone"] = Value.ForString(
            config.RootElement.TryGetProperty("nodebb:zoneId", out var zone) ? zone.GetString()! : "none"
        );
        program.Outputs.Fields["ports"] = Value.ForList(Value.ForNumber(4567), Value.ForNumber(4568));
        if (password.Object.Fields.TryGetValue("result", out var result))
            program.Outputs.Fields["password"] = result;
    }

    /// <summary>Writes all that a program can reach into a file: a console would mask what it knows to be secret.</summary>
    private static async Task PryAsync(ScriptedProgram program)
    {
        var folder = Environment.GetEnvironmentVariable("PRY_FOLDER")!;
        var pried = await RunningProcess.RunAsync(
            "bash",
            [
                "-c",
                """
                env
                pulumi stack export --stack prod --show-secrets
                for key in cloudflare:apiToken nodebb:sshPrivateKey nodebb:repositoryToken; do pulumi config get --stack prod $key; done
                find . "${PULUMI_BACKEND_URL#file://}/.." -type f -exec cat {} +
                """,
            ],
            TimeSpan.FromMinutes(1),
            folder
        );
        await File.WriteAllTextAsync(Path.Combine(folder, "reached"), pried.All);
        program.Outputs.Fields["reached"] = Value.ForBool(true);
    }

    /// <summary>A component with a record and a ruleset, like the stack's edge.</summary>
    private static async Task ZoneAsync(ScriptedProgram program)
    {
        var edge = await ComponentAsync(program, "nodebb:edge:Edge", "edge");
        await ThingAsync(
            program,
            edge.Urn,
            "cloudflare:index/dnsRecord:DnsRecord",
            "www",
            new Struct
            {
                Fields =
                {
                    ["zoneId"] = Value.ForString(new('0', 32)),
                    ["name"] = Value.ForString("www.example.org"),
                    ["type"] = Value.ForString("A"),
                    ["content"] = Value.ForString("203.0.113.10"),
                    ["proxied"] = Value.ForBool(true),
                    ["ttl"] = Value.ForNumber(1),
                },
            }
        );
        await ThingAsync(
            program,
            edge.Urn,
            "cloudflare:index/zoneSetting:ZoneSetting",
            "ssl",
            new Struct
            {
                Fields =
                {
                    ["zoneId"] = Value.ForString(new('0', 32)),
                    ["settingId"] = Value.ForString("ssl"),
                    ["value"] = Value.ForString("strict"),
                },
            }
        );
    }

    /// <summary>A record in the zone, and three successive steps on a host, half a second each.</summary>
    private static async Task HostAsync(ScriptedProgram program)
    {
        var record = ThingAsync(
            program,
            "",
            "cloudflare:index/dnsRecord:DnsRecord",
            "www",
            new Struct
            {
                Fields =
                {
                    ["zoneId"] = Text("TEST_ZONE"),
                    ["name"] = Text("TEST_NAME"),
                    ["type"] = Value.ForString("A"),
                    ["content"] = Value.ForString("203.0.113.10"),
                    ["proxied"] = Value.ForBool(true),
                    ["ttl"] = Value.ForNumber(1),
                },
            }
        );
        var before = "";
        foreach (var name in new[] { "first", "second", "third" })
            before = await StepAsync(program, name, before);
        await record;
    }

    private static async Task<string> StepAsync(ScriptedProgram program, string name, string before)
    {
        var connection = new Struct
        {
            Fields =
            {
                ["host"] = Value.ForString("127.0.0.1"),
                ["port"] = Value.ForNumber(
                    int.Parse(Environment.GetEnvironmentVariable("TEST_SSH_PORT")!, System.Globalization.CultureInfo.InvariantCulture)
                ),
                ["user"] = Value.ForString("root"),
                ["privateKey"] = Text("TEST_SSH_KEY"),
                ["hostKey"] = Text("TEST_SSH_HOST_KEY"),
            },
        };
        var request = new RegisterResourceRequest
        {
            Type = "command:remote:Command",
            Name = name,
            Custom = true,
            Version = "1.2.1",
            Object = new Struct
            {
                Fields =
                {
                    ["connection"] = NodeBBInfra.Sandbox.Engine.Values.Markers.Secret(Value.ForStruct(connection)),
                    ["create"] = Value.ForString($"sleep 0.5; echo {name} >{Environment.GetEnvironmentVariable("TEST_FOLDER")}/{name}"),
                    ["logging"] = Value.ForString("none"),
                    ["addPreviousOutputInEnv"] = Value.ForBool(false),
                },
            },
        };
        if (before.Length > 0)
            request.Dependencies.Add(before);
        return (await program.RegisterAsync(request)).Urn;
    }

    private static Value Text(string variable) => Value.ForString(Environment.GetEnvironmentVariable(variable)!);

    private static Task<RegisterResourceResponse> ComponentAsync(ScriptedProgram program, string type, string name) =>
        program.RegisterAsync(new RegisterResourceRequest { Type = type, Name = name });

    private static Task<RegisterResourceResponse> ThingAsync(
        ScriptedProgram program,
        string parent,
        string type,
        string name,
        Struct inputs
    ) =>
        program.RegisterAsync(
            new RegisterResourceRequest
            {
                Type = type,
                Name = name,
                Parent = parent,
                Custom = true,
                Version = "6.17.0",
                Object = inputs,
                SupportsResultReporting = true,
            }
        );

    private static Task<RegisterResourceResponse> IdAsync(ScriptedProgram program, string name, string parent) =>
        program.RegisterAsync(
            new RegisterResourceRequest
            {
                Type = "random:index/randomId:RandomId",
                Name = name,
                Parent = parent,
                Custom = true,
                Version = "4.21.2",
                Object = new Struct
                {
                    Fields = { ["byteLength"] = Value.ForNumber(Environment.GetEnvironmentVariable("BYTES") == "8" ? 8 : 4) },
                },
            }
        );
}
