namespace NodeBBInfra.Sandbox.Attack.Kinds;

/// <summary>All kinds of attack, in the order in which they run: those that only ask first, those that shake the host last.</summary>
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
