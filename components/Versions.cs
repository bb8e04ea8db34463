namespace NodeBBInfra.Components;

/// <summary>Every version that the stack pins, and nowhere else.</summary>
internal static class Versions
{
    /// <summary>The NodeBB that is installed unless the configuration says otherwise: a tag of <see cref="NodeBBRepository"/>.</summary>
    public const string NodeBB = "v4.11.2";

    /// <summary>NodeBB's own repository.</summary>
    public const string NodeBBRepository = "https://github.com/NodeBB/NodeBB.git";

    /// <summary>Node, without a leading v: the newest of the 22 line, which NodeBB 4 asks for from 4.12 on. https://nodejs.org/en/about/previous-releases</summary>
    public const string Node = "22.23.3";

    /// <summary>SHA-256 of nodejs.org's <c>node-v22.23.3-linux-x64.tar.gz</c>, as recorded by https://github.com/nodenv/node-build in share/node-build/22.23.3.</summary>
    public const string NodeSha256 = "1084aa36196bba4c3a5e69a1ee388a6e4ff729dad09445fbcd434b28fe3c24af";

    /// <summary>Base address of Node's releases, without a final slash.</summary>
    public const string NodeMirror = "https://nodejs.org/dist";

    /// <summary>
    /// What the origin takes from Debian, in the versions that Debian's security team keeps. No compiler: everything that NodeBB
    /// depends on comes as JavaScript or ready built from the npm registry.
    /// </summary>
    public static IReadOnlyList<string> Packages { get; } =
    [
        "ca-certificates", "certbot", "curl", "git", "nginx", "openssl", "python3-certbot-nginx", "redis-server",
    ];
}
