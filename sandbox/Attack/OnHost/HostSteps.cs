using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Engine.Values;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Attack.OnHost;

/// <summary>The stack's steps from the state, run as the engine updates them: the same command line, the bundle on stdin.</summary>
internal sealed class HostSteps
{
    private const string CommandType = "command:remote:Command";
    private readonly AttackedHost _host;

    private HostSteps(AttackedHost host, IReadOnlyList<StepBundle> all) => (_host, All) = (host, all);

    /// <summary>All steps, in dependency order.</summary>
    public IReadOnlyList<StepBundle> All { get; }

    /// <summary>Reads the steps.</summary>
    /// <exception cref="SandboxException">
    /// There are none: the stack is not deployed in this world, or the pulumi command deployed it.
    /// </exception>
    public static HostSteps Read(AttackedHost host, string stateFile, string passphrase)
    {
        var state = StateFile.Read(stateFile, passphrase, null);
        using var crypter = state.Crypter;
        IReadOnlyList<StepBundle> all =
        [
            .. state
                .Resources.Where(resource => resource.Type == CommandType)
                .Select(resource => new StepBundle(
                    resource.Name,
                    resource.Inputs.Text("update") ?? "",
                    resource.Inputs.Text("stdin") ?? ""
                )),
        ];
        return all.Count > 0
            ? new HostSteps(host, all)
            : throw new SandboxException($"{stateFile} has no steps of the stack in it: `make up` first, with the sandbox's own engine.");
    }

    /// <summary>The step with a name.</summary>
    public StepBundle this[string name] => All.Single(step => step.Name == name);

    /// <summary>Runs a step and returns its result.</summary>
    /// <param name="step">The step.</param>
    /// <param name="limit">The timeout on this machine.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async Task<StepRun> RunAsync(StepBundle step, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            var result = await _host.TryRootAsync(step.Line, cancellationToken, limit, step.Stdin);
            return new StepRun(step.Name, result.ExitCode, result.Output, result.Error);
        }
        catch (SandboxException) when (!cancellationToken.IsCancellationRequested)
        {
            return new StepRun(step.Name, StepRun.NotOver, "", $"was still running after {limit.TotalSeconds:0} s");
        }
    }
}

/// <summary>The result of a step.</summary>
internal sealed record StepRun(string Name, int ExitCode, string Output, string Error)
{
    /// <summary>Exit code of a timeout on this machine.</summary>
    public const int NotOver = -1;

    public bool Succeeded => ExitCode == 0;

    /// <summary>Whether it timed out, here or on the host.</summary>
    public bool Hung => ExitCode is NotOver or 124 or 137;

    /// <summary>A short description.</summary>
    public string Ending =>
        Succeeded ? $"{Name} ok"
        : Hung ? $"{Name} hung"
        : $"{Name} exit {ExitCode}";
}
