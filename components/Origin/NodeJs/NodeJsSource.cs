namespace NodeBBInfra.Components.Origin.NodeJs;

/// <summary>Which Node.js to install, and from where.</summary>
/// <param name="Mirror">Base URL of a mirror of https://nodejs.org/dist, without a trailing slash.</param>
/// <param name="Version">The version without a leading v.</param>
/// <param name="Sha256">SHA-256 of the version's linux-x64.tar.gz: 64 hexadecimal digits.</param>
public sealed record NodeJsSource(string Mirror, string Version, string Sha256);
