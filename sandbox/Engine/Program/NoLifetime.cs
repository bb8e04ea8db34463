using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace NodeBBInfra.Sandbox.Engine.Program;

/// <summary>For servers that live as long as a run: they must not take ^C for themselves, because a run ends in order, and need not wait long for anybody.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Gives a server this lifetime.</summary>
    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<IHostLifetime, NoLifetime>();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
    }
}
