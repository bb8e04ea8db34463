namespace NodeBBInfra.Components.Origin.Forum;

/// <summary>Where NodeBB comes from.</summary>
/// <param name="Repository">URL of the git repository: https, git or ssh.</param>
/// <param name="Ref">A tag, branch or commit in it.</param>
/// <param name="HostKey">The public key that the repository's SSH server must have; null for https.</param>
public sealed record NodeBBSource(string Repository, string Ref, string? HostKey = null);
