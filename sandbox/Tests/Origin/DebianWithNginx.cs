using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Tests.Origin;

/// <summary>The origin's Debian with its own nginx as a folder: made in about 20 s and cached with the sandbox's other images.</summary>
internal static class DebianWithNginx
{
    private const string Suite = "trixie";

    public static async Task<string> FolderAsync()
    {
        var (debian, _) = await DebianMirror.FindAsync(CancellationToken.None);
        var source = $"deb {debian} {Suite} main";
        return await RecipeCache.GetAsync(
            "nginx",
            source,
            folder =>
                Shell.RunAsync(
                    "mmdebstrap",
                    ["--mode=root", "--variant=essential", "--include=nginx", Suite, folder, source],
                    TimeSpan.FromMinutes(10),
                    "/"
                ),
            CancellationToken.None
        );
    }
}
