namespace NodeBBInfra.Tests.Cloudflare;

/// <summary>One API for a class's refused requests: <see cref="ApiServer.RefusedAsync"/> checks that a refusal changes nothing.</summary>
public sealed class RefusingApi : IAsyncLifetime
{
    internal ApiServer Api { get; private set; } = null!;

    public async Task InitializeAsync() => Api = await ApiServer.StartAsync();

    public async Task DisposeAsync() => await Api.DisposeAsync();
}
