namespace NodeBBInfra.Tests.Support;

/// <summary>Waits for a condition, with a timeout.</summary>
public static class Eventually
{
    public static async Task HoldsAsync(Func<Task<bool>> condition, TimeSpan limit, string what)
    {
        var deadline = DateTime.UtcNow + limit;
        while (!await condition())
        {
            if (DateTime.UtcNow > deadline)
                Assert.Fail($"After {limit} it was still not so: {what}.");
            await Task.Delay(100);
        }
    }

    public static Task HoldsAsync(Func<bool> condition, TimeSpan limit, string what) =>
        HoldsAsync(() => Task.FromResult(condition()), limit, what);
}
