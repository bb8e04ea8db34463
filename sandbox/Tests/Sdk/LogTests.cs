using NodeBBInfra.Rpc;
using Pulumi;
using Deployment = Pulumi.Deployment;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>A program's log messages.</summary>
[Collection(ProcessEnvironment.Name)]
public class LogTests
{
    [Fact]
    public async Task A_message_goes_out_with_its_severity_and_resource()
    {
        var engine = await WireValues.Run(() =>
        {
            var id = WireValues.Id("id");
            Log.Debug("d of the program");
            Log.Info("i", id, streamId: 7, ephemeral: true);
            Log.Warn("w", id);
        });
        var urn = WireValues.Urn("random:index/randomId:RandomId", "id");
        Assert.Equal(
            [
                (LogSeverity.Debug, "d of the program", "", 0, false),
                (LogSeverity.Info, "i", urn, 7, true),
                (LogSeverity.Warning, "w", urn, 0, false),
            ],
            engine
                .Messages.Where(message =>
                    message.Severity != LogSeverity.Debug || message.Message.EndsWith("of the program", StringComparison.Ordinal)
                )
                .OrderBy(message => message.Severity)
                .Select(message => (message.Severity, message.Message, message.Urn, message.StreamId, message.Ephemeral))
        );
    }

    [Fact]
    public async Task An_error_or_an_exception_fails_the_run_when_everything_is_registered()
    {
        var engine = new RecordingEngine();
        Assert.Equal(
            1,
            await engine.RunAsync(() =>
                Deployment.RunAsync(() =>
                {
                    Log.Error("no");
                    Log.Exception(new InvalidOperationException("neither"));
                    _ = WireValues.Id("id");
                })
            )
        );
        Assert.Equal(["System.InvalidOperationException: neither", "no"], engine.Errors.Split('\n').Order(StringComparer.Ordinal));
        Assert.Contains(engine.Registered, request => request.Name == "id");
        Assert.False(engine.Signalled);
    }
}
