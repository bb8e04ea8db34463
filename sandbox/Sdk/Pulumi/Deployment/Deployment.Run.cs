using System.Reflection;
using NodeBBInfra.Rpc;

namespace Pulumi;

public sealed partial class Deployment
{
    // The language host's exit code for a program that has reported its errors itself.
    private const int ReportedErrors = 32;

    private bool _threw;

    public static Task<int> RunAsync(Action action) =>
        RunAsync(() =>
        {
            action();
            return NoOutputs();
        });

    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) => RunAsync(() => Task.FromResult(func()));

    public static Task<int> RunAsync(Func<Task> func) =>
        RunAsync(async () =>
        {
            await func().ConfigureAwait(false);
            return NoOutputs();
        });

    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func, StackOptions? options = null) =>
        RunUnderEngineAsync(() => new Stack(func, options), declaredOutputs: false);

    public static Task<int> RunAsync<TStack>()
        where TStack : Stack, new() => RunUnderEngineAsync(Make<TStack>, declaredOutputs: true);

    public static Task<int> RunAsync<TStack>(IServiceProvider serviceProvider)
        where TStack : Stack
    {
        ArgumentNullException.ThrowIfNull(serviceProvider);
        return RunUnderEngineAsync(() => Resolve<TStack>(serviceProvider), declaredOutputs: true);
    }

    private static Dictionary<string, object?> NoOutputs() => [];

    // Activator with this flag, not new(), so that the stack's exception is not wrapped.
    private static TStack Make<TStack>() =>
        (TStack)Activator.CreateInstance(typeof(TStack), BindingFlags.DoNotWrapExceptions, binder: null, args: null, culture: null)!;

    private static TStack Resolve<TStack>(IServiceProvider serviceProvider)
        where TStack : Stack =>
        serviceProvider.GetService(typeof(TStack)) as TStack
        ?? throw new InvalidOperationException(
            $"Failed to resolve instance of type {typeof(TStack)} from service provider. "
                + "Register the type with the service provider before calling RunAsync."
        );

    private static async Task<int> RunUnderEngineAsync(Func<Stack> makeStack, bool declaredOutputs)
    {
        var settings = DeploymentSettings.FromEnvironment();
        using var monitor = new GrpcMonitor(
            Environment.GetEnvironmentVariable("PULUMI_MONITOR")!,
            Environment.GetEnvironmentVariable("PULUMI_ENGINE")!
        );
        var deployment = new Deployment(settings, monitor);
        var exitCode = await deployment.RunAsync(makeStack, declaredOutputs).ConfigureAwait(false);
        if (deployment._threw)
        {
            // For programs that do not return the exit code.
            Environment.ExitCode = exitCode;
        }

        return exitCode;
    }

    // Async, so that the instance is set only for what is awaited here.
    private async Task<int> RunAsync(Func<Stack> makeStack, bool declaredOutputs)
    {
        s_instance.Value = s_instance.Value is null
            ? new DeploymentInstance(this)
            : throw new InvalidOperationException("Deployment.Instance should only be set once at the beginning of a 'Run' call.");
        try
        {
            var stack = makeStack();
            if (declaredOutputs)
            {
                stack.RegisterDeclaredOutputs();
            }

            Tasks.Add(stack.Outputs.Data);
        }
        catch (Exception exception)
        {
            return await ReportAsync([exception]).ConfigureAwait(false);
        }

        if (await Tasks.WaitAsync().ConfigureAwait(false) is { Count: > 0 } failures)
        {
            return await ReportAsync(failures).ConfigureAwait(false);
        }

        if (Log.HasErrors)
        {
            return 1;
        }

        try
        {
            await _monitor.SignalAndWaitForShutdownAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            return await ReportAsync([exception]).ConfigureAwait(false);
        }

        return 0;
    }

    private async Task<int> ReportAsync(IReadOnlyList<Exception> failures)
    {
        _threw = true;
        var reported = false;
        foreach (var failure in failures)
        {
            if (failure is LogException)
            {
                await Console
                    .Error.WriteLineAsync($"Error occurred trying to send logging message to engine:\n{failure}")
                    .ConfigureAwait(false);
                continue;
            }

            var (message, resource) = failure switch
            {
                RunException => (failure.Message, null),
                ResourceException { HideStack: true } about => (about.Message, about.Resource),
                ResourceException about => (about.ToString(), about.Resource),
                _ => ($"Running program '{Assembly.GetEntryAssembly()?.Location}' failed with an unhandled exception:\n{failure}", null),
            };
            await Log.SendAsync(LogSeverity.Error, message, resource).ConfigureAwait(false);
            reported = true;
        }

        return reported ? ReportedErrors : 1;
    }
}
