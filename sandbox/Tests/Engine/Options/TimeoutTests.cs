using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine;

namespace NodeBBInfra.Tests.Engine.Options;

/// <summary>customTimeouts: passed to the provider in seconds; the provider applies them.</summary>
public sealed class TimeoutTests : IDisposable
{
    private readonly OptionsStack _stack = new();

    [Fact]
    public async Task Each_operation_is_given_its_own_timeout()
    {
        await _stack.GoodAsync(program => Limited(program, "1"));
        await _stack.GoodAsync(program => Limited(program, "2"));
        await _stack.GoodAsync(_ => Task.CompletedTask, Operation.Refresh);
        await _stack.GoodAsync(_ => Task.CompletedTask);
        Assert.Equal((90, 3600.5, 120, 0.25), (Of("create a"), Of("update a-1"), Of("delete a-1"), Of("read a-1")));
    }

    [Fact]
    public async Task A_timeout_that_is_no_duration_is_refused()
    {
        var run = await _stack.UpAsync(program =>
            program.Thing("a", options: request => request.CustomTimeouts = new() { Create = "soon" })
        );
        Assert.Equal((1, 0), (run.Result.ExitCode, run.Calls.Count));
        Assert.Contains(
            "fake:index:Thing 'a': 'soon' is no duration for customTimeouts; write for example 90s or 5m.",
            run.Text,
            StringComparison.Ordinal
        );
    }

    public void Dispose() => _stack.Dispose();

    private double Of(string call) => _stack.Cloud.Timeouts[call];

    private static Task<RegisterResourceResponse> Limited(ScriptedProgram program, string value) =>
        program.Thing(
            "a",
            value,
            request =>
                request.CustomTimeouts = new()
                {
                    Create = "1m30s",
                    Update = "1h500ms",
                    Delete = "2m",
                    Read = "250ms",
                }
        );
}
