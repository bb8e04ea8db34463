using NodeBBInfra.Components.Origin.Forum;

namespace NodeBBInfra.Configuration.Checks;

/// <summary>Validates the workers' ports.</summary>
internal static class WorkerPorts
{
    /// <summary>All problems, each as what to write instead.</summary>
    public static IEnumerable<string> Problems(IReadOnlyList<int> ports)
    {
        if (ports.Count == 0)
        {
            yield return "write at least one port, because each is a worker";
        }

        foreach (var port in ports.Where(p => p is < 1024 or > 65535).Distinct())
        {
            yield return $"write a port from 1024 to 65535 instead of {port}";
        }

        foreach (var port in ports.GroupBy(p => p).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            yield return $"write {port} once, because no two workers can listen on it";
        }

        if (ports.Contains(ForumConfig.RedisPort))
        {
            yield return $"write another port instead of {ForumConfig.RedisPort}, because Redis listens on it";
        }
    }
}
