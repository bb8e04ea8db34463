using NodeBBInfra.Tests.Support;

namespace NodeBBInfra.Tests;

/// <summary>A test in an <see cref="OriginWorld.OriginWorld"/>: it needs what a <see cref="HostFactAttribute"/> needs, and the forum's programs.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OriginFactAttribute : FactAttribute
{
    public OriginFactAttribute() => Skip = new HostFactAttribute().Skip ?? Tools.MissingReason(["node", "npm", "redis-server", "mmdebstrap", "openssl", "ip"]);
}
