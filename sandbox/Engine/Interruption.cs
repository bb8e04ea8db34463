using System.Runtime.InteropServices;

namespace NodeBBInfra.Sandbox.Engine;

/// <summary>
/// SIGINT and SIGTERM: the first stops the work gracefully, the second exits at once. There is one instance per process.
/// </summary>
public sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Handles both signals until disposed.</summary>
    public Interruption() =>
        _registrations = [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Receive),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Receive),
        ];

    /// <summary>Canceled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>The last signal, as the pulumi command names it: ^C or SIGTERM.</summary>
    internal static string Received { get; private set; } = "^C";

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void Receive(PosixSignalContext context)
    {
        context.Cancel = true;
        Received = context.Signal == PosixSignal.SIGTERM ? "SIGTERM" : "^C";
        if (!_stop.IsCancellationRequested)
        {
            _stop.Cancel();
            return;
        }

        Console.Out.WriteLine($"{Received} received; terminating");
        Environment.Exit(128 + (context.Signal == PosixSignal.SIGTERM ? 15 : 2));
    }
}
