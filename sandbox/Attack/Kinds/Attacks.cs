namespace NodeBBInfra.Sandbox.Attack.Kinds;

/// <summary>All kinds of attack, in order: first those that only send requests, last those that disturb the host.</summary>
internal static class Attacks
{
    public static IReadOnlyList<IAttack> All { get; } =
    [
        new ForeignNames(),
        new PrivateUploads(),
        new SomebodyElsesPage(),
        new FilesOfOthers(),
        new DiskFilling(),
        new Locks(),
        new RedisAsPlugin(),
        new HostileForum(),
        new NpmScripts(),
        new HostileTree(),
        new AsFound(),
    ];
}
