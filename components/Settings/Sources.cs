namespace NodeBBInfra.Components.Settings;

/// <summary>Which NodeBB is installed.</summary>
/// <param name="Repository">The git repository: an https, git or ssh address.</param>
/// <param name="Ref">A tag, branch or commit in it.</param>
/// <param name="HostKey">The public key that the repository's SSH server must prove; nothing for https.</param>
public sealed record NodeBBSource(string Repository, string Ref, string? HostKey = null);

/// <summary>Which Node is installed, and from where.</summary>
/// <param name="Mirror">Base address of a mirror with the layout of https://nodejs.org/dist, without a final slash.</param>
/// <param name="Version">The version without a leading v.</param>
/// <param name="Sha256">The checksum of the version's linux-x64.tar.gz: 64 hexadecimal digits.</param>
public sealed record NodeJsSource(string Mirror, string Version, string Sha256);
