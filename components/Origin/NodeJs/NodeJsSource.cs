namespace NodeBBInfra.Components.Origin.NodeJs;

/// <summary>Which Node is installed, and from where.</summary>
/// <param name="Mirror">Base address of a mirror with the layout of https://nodejs.org/dist, without a final slash.</param>
/// <param name="Version">The version without a leading v.</param>
/// <param name="Sha256">The checksum of the version's linux-x64.tar.gz: 64 hexadecimal digits.</param>
public sealed record NodeJsSource(string Mirror, string Version, string Sha256);
