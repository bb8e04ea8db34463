using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;
using NodeBBInfra.Sandbox.Engine.Providers.Hosting;

namespace NodeBBInfra.Tests.Engine.Providers;

/// <summary>The sandbox's cloudflare provider, given the calls that the real one got: it must send and answer the same.</summary>
public class CloudflareProviderTests
{
    [Theory]
    [InlineData("02-up", "Create")]
    [InlineData("06-up-change", "Update")]
    [InlineData("07-up-remove", "Delete")]
    [InlineData("10-refresh", "Read")]
    [InlineData("12-up-heal", "Update")]
    [InlineData("14-destroy", "Delete")]
    public async Task It_sends_the_recorded_requests_and_answers_what_the_real_provider_answered(string step, string method)
    {
        await using var api = await RecordedApi.Start(step);
        var provider = await Configured(api.BaseUrl);
        var calls = RecordedCall.Of(step, "cloudflare", method).ToList();
        Assert.NotEmpty(calls);
        foreach (var call in calls)
            Assert.Equal($"{call.Name} {call.Expected()}", $"{call.Name} {RecordedCall.Actual(await Replay(provider, call))}");

        Assert.Empty(api.Unknown);
        Assert.DoesNotContain(api.Missing, request => !request.Contains("/client/v4/ips", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("06-up-change")]
    [InlineData("07-up-remove")]
    [InlineData("12-up-heal")]
    public async Task It_sees_the_differences_that_the_real_provider_saw(string step)
    {
        var provider = new CloudflareProvider(new NoLog());
        foreach (var call in RecordedCall.Of(step, "cloudflare", "Diff"))
        {
            var answer = await provider.Diff(call.RequestAs<DiffRequest>(), null!);
            var expected = call.Response["diffs"]?.AsArray().Select(name => (string)name!).Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>();
            Assert.Equal((call.Name, string.Join(",", expected)), (call.Name, string.Join(",", answer.Diffs)));
        }
    }

    [Fact]
    public async Task A_preview_of_a_creation_knows_what_the_real_one_knows()
    {
        var provider = new CloudflareProvider(new NoLog());
        foreach (var call in RecordedCall.Of("01-preview", "cloudflare", "Create"))
        {
            var request = call.RequestAs<CreateRequest>();
            request.Preview = true;
            Assert.Equal($"{call.Name} {call.Expected()}", $"{call.Name} {RecordedCall.Actual((await provider.Create(request, null!)).Properties)}");
        }
    }

    [Fact]
    public async Task A_refusal_carries_the_answer_of_the_api()
    {
        await using var api = await RecordedApi.Start("02-up");
        var provider = await Configured(api.BaseUrl);
        var call = RecordedCall.Of("02-up", "cloudflare", "Create").First(one => one.Name == "ssl").RequestAs<CreateRequest>();
        call.Properties.Fields["value"] = Value.ForString("nonsense");
        var failure = await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => provider.Create(call, null!));
        Assert.Matches("^failed to make http request: PATCH \"http.*/settings/ssl\": 400 Bad Request \\{\\}$", failure.Status.Detail);
    }

    private static async Task<CloudflareProvider> Configured(string baseUrl)
    {
        var provider = new CloudflareProvider(new NoLog());
        var arguments = new Struct { Fields = { ["apiToken"] = Value.ForString("token"), ["baseUrl"] = Value.ForString(baseUrl) } };
        await provider.Configure(new ConfigureRequest { Args = arguments }, null!);
        return provider;
    }

    private static async Task<Struct?> Replay(CloudflareProvider provider, RecordedCall call) => call.Method switch
    {
        "Create" => (await provider.Create(call.RequestAs<CreateRequest>(), null!)).Properties,
        "Update" => (await provider.Update(call.RequestAs<UpdateRequest>(), null!)).Properties,
        "Read" => (await provider.Read(call.RequestAs<ReadRequest>(), null!)).Properties,
        _ => await Nothing(provider.Delete(call.RequestAs<DeleteRequest>(), null!)),
    };

    private static async Task<Struct?> Nothing(Task done)
    {
        await done;
        return null;
    }
}

internal sealed class NoLog : IProviderLog
{
    public Task LogAsync(LogSeverity severity, string urn, string message, bool ephemeral = false) => Task.CompletedTask;
}
