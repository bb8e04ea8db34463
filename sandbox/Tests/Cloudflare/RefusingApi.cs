namespace NodeBBInfra.Tests.Cloudflare;

/// <summary>One API for all of a class's tests that it refuses: <see cref="ApiServer.RefusedAsync"/> makes sure that a refusal changes nothing.</summary>
public sealed class RefusingApi : IAsyncLifetime
{
    internal ApiServer Api { get; private set; } = null!;

    public async Task InitializeAsync() => Api = await ApiServer.StartAsync();

    public async Task DisposeAsync() => await Api.DisposeAsync();
}
