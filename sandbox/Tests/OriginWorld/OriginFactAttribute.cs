namespace NodeBBInfra.Tests;

/// <summary>A test in an <see cref="OriginWorld.OriginWorld"/>: it needs what a <see cref="HostFactAttribute"/> needs, and the forum's programs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OriginFactAttribute : FactAttribute
{
    public OriginFactAttribute() => Skip = Missing;

    internal static string? Missing => new HostFactAttribute().Skip ?? Tools.MissingReason(["node", "npm", "redis-server", "redis-cli", "mmdebstrap", "openssl", "ip"]);
}

/// <summary>The same for a test with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OriginTheoryAttribute : TheoryAttribute
{
    public OriginTheoryAttribute() => Skip = OriginFactAttribute.Missing;
}

/// <summary>One such world at a time: real clients in great numbers, on a machine that has other tests to run too.</summary>
[CollectionDefinition(Name)]
public sealed class OriginTests
{
    public const string Name = "origin";
}
