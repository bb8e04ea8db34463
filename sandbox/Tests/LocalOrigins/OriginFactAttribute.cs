namespace NodeBBInfra.Tests;

/// <summary>
/// A test in a <see cref="LocalOrigins.LocalOrigin"/>: it needs the forum's programs and all that a <see cref="HostFactAttribute"/>
/// needs.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OriginFactAttribute : FactAttribute
{
    public OriginFactAttribute() => Skip = Missing;

    internal static string? Missing =>
        new HostFactAttribute().Skip ?? Tools.MissingReason(["node", "npm", "redis-server", "redis-cli", "mmdebstrap", "openssl", "ip"]);
}

/// <summary>The same for a parameterized test.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OriginTheoryAttribute : TheoryAttribute
{
    public OriginTheoryAttribute() => Skip = OriginFactAttribute.Missing;
}

/// <summary>One origin at a time, because each has many real clients and other tests run too.</summary>
[CollectionDefinition(Name)]
public sealed class LocalOriginTests
{
    public const string Name = "origin";
}
