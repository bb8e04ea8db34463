namespace NodeBBInfra.Sandbox.Engine.Providers;

/// <summary>Counts SSH connections.</summary>
internal sealed class SshLogins
{
    private int _count;

    public int Count => _count;

    public void Add() => Interlocked.Increment(ref _count);
}
