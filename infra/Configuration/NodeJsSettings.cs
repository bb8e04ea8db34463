using NodeBBInfra.Components;
using NodeBBInfra.Components.Origin.NodeJs;
using NodeBBInfra.Configuration.Checks;

namespace NodeBBInfra.Configuration;

/// <summary>The settings for Node.js.</summary>
internal static class NodeJsSettings
{
    /// <summary>Reads the settings. A version without its checksum is a problem.</summary>
    public static NodeJsSource Read(SettingsReader reader)
    {
        var mirror = reader.Text(
            new Setting("nodeMirror", "Where Node is downloaded from: nodejs.org, or a mirror with the same layout.")
            {
                Default = Versions.NodeMirror,
                Check = Downloads.Mirror,
                Example = "https://mirror.example.org/node",
            }
        );
        var version =
            reader.Optional(
                new Setting(
                    "nodeVersion",
                    "Version of Node. The default is pinned in components/Versions.cs; any other version needs nodeSha256."
                )
                {
                    Check = Downloads.NodeVersion,
                    Example = "22.12.0",
                }
            ) ?? Versions.Node;
        var sha256 = reader.Optional(
            new Setting("nodeSha256", "SHA-256 of Node's linux-x64.tar.gz. The default is the pinned version's.")
            {
                Check = Downloads.Sha256,
                Example = "22982235e1b71fa8850f82edd09cdae7e3f32df1764a9ec298c72d25ef2c164f",
            }
        );
        if (sha256 is null && version != Versions.Node && Downloads.NodeVersion(version) is null)
        {
            reader.Problem(
                $"nodebb:nodeSha256 is missing: only version {Versions.Node} has a built-in checksum, so set it to that of {version}"
            );
        }

        return new NodeJsSource(mirror.TrimEnd('/'), version, sha256 ?? Versions.NodeSha256);
    }
}
