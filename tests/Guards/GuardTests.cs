using NodeBBInfra.Tests.Support;

namespace NodeBBInfra.Tests.Guards;

/// <summary>What nginx lets a visitor do, asked of Debian's nginx with the stack's files in front of three workers. The answers are golden files.</summary>
[Collection(OriginTests.Name)]
public sealed class GuardTests
{
    /// <summary>TLS for the forum's name does not open another server, and nothing but a WebSocket takes a connection over.</summary>
    [OriginFact]
    public async Task Only_the_forums_names_are_answered_and_only_WebSockets_upgrade() => Golden.Matches("guards-names.txt", await AskAsync("names.mjs"));

    /// <summary>What nginx may read and the forum may not is not shown, and what is nobody's asset is not kept.</summary>
    [OriginFact]
    public async Task Nginx_serves_no_strangers_file_and_none_with_a_dot_in_front() => Golden.Matches("guards-files.txt", await AskAsync("files.mjs"));

    /// <summary>Nobody fills the disk or keeps others waiting with bodies or with connections.</summary>
    [OriginFact]
    public async Task Large_many_and_slow_bodies_are_bounded_and_nobody_else_waits() => Golden.Matches("guards-bodies.txt", await AskAsync("bodies.mjs"));

    private static Task<string> AskAsync(string questions) => OriginWorld.OriginWorld.AskAsync(Repository.PathOf("tests", "Guards", questions));
}
