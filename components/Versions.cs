namespace NodeBBInfra.Components;

/// <summary>All versions that the stack pins.</summary>
public static class Versions
{
    /// <summary>The default NodeBB version: a tag of <see cref="NodeBBRepository"/>.</summary>
    public const string NodeBB = "v4.11.2";

    /// <summary>NodeBB's own repository.</summary>
    public const string NodeBBRepository = "https://github.com/NodeBB/NodeBB.git";

    /// <summary>
    /// The default Node.js version, without a leading v: the newest 22 release, which NodeBB requires from 4.12 on.
    /// https://nodejs.org/en/about/previous-releases
    /// </summary>
    public const string Node = "22.23.3";

    /// <summary>
    /// SHA-256 of nodejs.org's <c>node-v22.23.3-linux-x64.tar.gz</c>. To compare: SHASUMS256.txt beside it, and share/node-build of
    /// https://github.com/nodenv/node-build.
    /// </summary>
    public const string NodeSha256 = "1084aa36196bba4c3a5e69a1ee388a6e4ff729dad09445fbcd434b28fe3c24af";

    /// <summary>Base URL of Node's releases, without a trailing slash.</summary>
    public const string NodeMirror = "https://nodejs.org/dist";

    /// <summary>
    /// The origin's Debian packages, in the versions that Debian's security team maintains. No compiler: all of NodeBB's dependencies are
    /// JavaScript or come prebuilt from the npm registry.
    /// </summary>
    public static IReadOnlyList<string> Packages { get; } =
    ["ca-certificates", "certbot", "curl", "git", "nginx", "openssl", "python3-certbot-nginx", "redis-server"];
}
