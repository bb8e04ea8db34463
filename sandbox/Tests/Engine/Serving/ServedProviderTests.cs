using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers;
using NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;
using NodeBBInfra.Sandbox.Engine.Providers.Command;
using NodeBBInfra.Sandbox.Engine.Providers.Random;

namespace NodeBBInfra.Tests.Engine.Serving;

/// <summary>The sandbox's providers over Pulumi's provider protocol, with a client that replays the real engine's calls.</summary>
public sealed class ServedProviderTests : IAsyncLifetime
{
    private ListeningEngine _engine = null!;

    public async Task InitializeAsync() => _engine = await ListeningEngine.StartAsync();

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Theory]
    [InlineData("02-up", "Create")]
    [InlineData("06-up-change", "Update")]
    [InlineData("10-refresh", "Read")]
    [InlineData("14-destroy", "Delete")]
    public async Task Cloudflare_answers_every_recorded_call_of_a_step_over_the_wire(string step, string method)
    {
        await using var api = await RecordedApi.Start(step);
        await using var served = await AttachedProvider.ServeAsync(log => new CloudflareProvider(log));
        var (client, _) = await served.AttachAsync(
            step,
            "cloudflare",
            _engine.Address,
            arguments => arguments.Fields["baseUrl"] = Value.ForString(api.BaseUrl)
        );
        var calls = RecordedCall.Of(step, "cloudflare", method).Where(IsSupported).ToList();
        Assert.NotEmpty(calls);
        foreach (var call in calls)
            Assert.Equal($"{call.Name} {call.Expected()}", $"{call.Name} {RecordedCall.Actual(await PlayAsync(client, call))}");
        Assert.Empty(api.Unknown);
    }

    [Fact]
    public async Task A_Get_in_a_program_asks_for_what_its_import_id_names()
    {
        await using var api = await RecordedApi.Start("10-refresh");
        await using var served = await ServeAsync("cloudflare");
        var (client, _) = await served.AttachAsync(
            "10-refresh",
            "cloudflare",
            _engine.Address,
            arguments => arguments.Fields["baseUrl"] = Value.ForString(api.BaseUrl)
        );
        var recorded = RecordedCall.Of("10-refresh", "cloudflare", "Read").First(call => call.Name == "ssl").RequestAs<ReadRequest>();
        var zone = recorded.Properties.Fields["zoneId"].StringValue;

        var asked = new ReadRequest
        {
            Id = $"{zone}/ssl",
            Urn = recorded.Urn,
            Name = recorded.Name,
            Type = recorded.Type,
            Properties = new Struct(),
        };

        // It reads twice, as an import does; the recording has one answer.
        var error = await Assert.ThrowsAsync<RpcException>(() => client.ReadAsync(asked).ResponseAsync);

        Assert.Contains($"/zones/{zone}/settings/ssl\"", error.Status.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(api.Missing, request => request.EndsWith("/settings/ssl ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("getDnsRecords", """{"zoneId":"z","name":{"exact":"a"}}""", "name.exact")]
    [InlineData("getZone", """{"filter":{"name":"a","status":"active"}}""", "filter.status")]
    public async Task A_filter_that_Cloudflare_would_not_be_sent_is_refused_by_name(string function, string arguments, string named)
    {
        using var http = new HttpClient();
        var client = new CloudflareClient(http, "http://127.0.0.1:1", "token");

        var refused = await Assert.ThrowsAsync<RpcException>(() =>
            CloudflareFunctions.CallAsync(client, $"cloudflare:index/{function}:{function}", Struct.Parser.ParseJson(arguments))
        );

        Assert.StartsWith($"{function} has the argument {named}, which", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Check", "inputs")]
    [InlineData("Diff", "diffs")]
    public async Task Every_recorded_check_and_diff_is_answered_over_the_wire_by_all_three(string method, string property)
    {
        var compared = 0;
        foreach (var package in new[] { "cloudflare", "command", "random" })
        {
            await using var served = await ServeAsync(package);
            var (client, _) = await served.AttachAsync("06-up-change", package, _engine.Address);
            foreach (var call in RecordedCall.Of("06-up-change", package, method).Where(IsSupported))
            {
                compared++;
                if (method == "Check")
                {
                    Assert.Equal(
                        call.Expected(property),
                        RecordedCall.Actual((await client.CheckAsync(call.RequestAs<CheckRequest>())).Inputs)
                    );
                }
                else
                {
                    Assert.Equal(
                        call.Response[property]?.AsArray().Select(name => $"{name}").Order(StringComparer.Ordinal).ToList() ?? [],
                        (await client.DiffAsync(call.RequestAs<DiffRequest>())).Diffs
                    );
                }
            }
        }

        Assert.True(compared > 20, $"only {compared} calls were recorded");
    }

    [Fact]
    public async Task Each_says_who_it_is_and_whether_it_takes_secrets_as_the_real_one_does()
    {
        foreach (
            var (package, version, secrets) in new[]
            {
                ("cloudflare", "6.17.0", false),
                ("command", "1.2.1", true),
                ("random", "4.21.2", false),
            }
        )
        {
            await using var served = await ServeAsync(package);
            var (client, handshake) = await served.AttachAsync("02-up", package, _engine.Address);
            Assert.Equal((package, secrets), (package, handshake.AcceptSecrets));
            Assert.Equal(version, (await client.GetPluginInfoAsync(new Empty())).Version);
            Assert.Equal(
                $$"""{"name":"{{package}}","version":"{{version}}"}""",
                (await client.GetSchemaAsync(new GetSchemaRequest())).Schema
            );
            await client.CancelAsync(new Empty());
        }
    }

    [Fact]
    public async Task What_an_engine_may_ask_and_they_lack_is_unimplemented_which_an_engine_knows_to_go_on_from()
    {
        await using var served = await ServeAsync("random");
        using var channel = Grpc.Net.Client.GrpcChannel.ForAddress(served.Address);
        foreach (var name in new[] { "GetMapping", "GetMappings", "Parameterize", "Construct" })
        {
            var method = new Method<Empty, Empty>(MethodType.Unary, "pulumirpc.ResourceProvider", name, Marshal, Marshal);
            var error = await Assert.ThrowsAsync<RpcException>(() =>
                channel.CreateCallInvoker().AsyncUnaryCall(method, null, new CallOptions(), new Empty()).ResponseAsync
            );
            Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
        }
    }

    [Fact]
    public async Task Two_connections_are_two_providers_each_with_its_own_configuration()
    {
        await using var api = await RecordedApi.Start("02-up");
        await using var served = await ServeAsync("cloudflare");
        var (good, _) = await served.AttachAsync(
            "02-up",
            "cloudflare",
            _engine.Address,
            arguments => arguments.Fields["baseUrl"] = Value.ForString(api.BaseUrl)
        );
        await served.AttachAsync(
            "02-up",
            "cloudflare",
            _engine.Address,
            arguments => arguments.Fields["baseUrl"] = Value.ForString("http://127.0.0.1:1/nobody")
        );
        var call = RecordedCall.Of("02-up", "cloudflare", "Create").First(one => one.Name == "ssl");
        Assert.Equal(call.Expected(), RecordedCall.Actual(await PlayAsync(good, call)));
    }

    [Fact]
    public async Task Warnings_go_to_the_engine_and_failures_come_back_in_the_providers_own_words()
    {
        await using var api = await RecordedApi.Start("02-up");
        await using var served = await ServeAsync("cloudflare");
        var (client, _) = await served.AttachAsync(
            "02-up",
            "cloudflare",
            _engine.Address,
            arguments => arguments.Fields["baseUrl"] = Value.ForString(api.BaseUrl)
        );
        var call = RecordedCall.Of("02-up", "cloudflare", "Create").First(one => one.Name == "ssl").RequestAs<CreateRequest>();
        call.Properties.Fields["value"] = Value.ForString("nonsense");
        var error = await Assert.ThrowsAsync<RpcException>(() => client.CreateAsync(call).ResponseAsync);
        Assert.Equal(StatusCode.Unknown, error.StatusCode);
        Assert.Contains("/settings/ssl\": 400 Bad Request", error.Status.Detail, StringComparison.Ordinal);
        var warning = Assert.Single(_engine.Messages, message => message.Severity == LogSeverity.Warning);
        Assert.Equal(call.Urn, warning.Urn);
        Assert.Contains("cannot be destroyed", warning.Message, StringComparison.Ordinal);
    }

    // Tiered caching is not in the sandbox.
    private static bool IsSupported(RecordedCall call) => call.Name != "tiered";

    private static Marshaller<Empty> Marshal => Marshallers.Create(message => message.ToByteArray(), Empty.Parser.ParseFrom);

    private static Task<AttachedProvider> ServeAsync(string package) =>
        package switch
        {
            "cloudflare" => AttachedProvider.ServeAsync(log => new CloudflareProvider(log)),
            "command" => AttachedProvider.ServeAsync(log => new CommandProvider(log, new SshLogins())),
            _ => AttachedProvider.ServeAsync(_ => new RandomProvider()),
        };

    private static async Task<Struct?> PlayAsync(ResourceProvider.ResourceProviderClient client, RecordedCall call)
    {
        switch (call.Method)
        {
            case "Create":
                return (await client.CreateAsync(call.RequestAs<CreateRequest>())).Properties;
            case "Update":
                return (await client.UpdateAsync(call.RequestAs<UpdateRequest>())).Properties;
            case "Read":
                return (await client.ReadAsync(call.RequestAs<ReadRequest>())).Properties;
            default:
                await client.DeleteAsync(call.RequestAs<DeleteRequest>());
                return null;
        }
    }
}
