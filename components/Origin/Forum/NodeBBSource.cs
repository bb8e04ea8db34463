namespace NodeBBInfra.Components.Origin.Forum;

/// <summary>Which NodeBB is installed.</summary>
/// <param name="Repository">The git repository: an https, git or ssh address.</param>
/// <param name="Ref">A tag, branch or commit in it.</param>
/// <param name="HostKey">The public key that the repository's SSH server must prove; nothing for https.</param>
public sealed record NodeBBSource(string Repository, string Ref, string? HostKey = null);
