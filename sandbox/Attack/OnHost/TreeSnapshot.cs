using System.Text.Json;
using System.Text.RegularExpressions;

namespace NodeBBInfra.Sandbox.Attack.OnHost;

/// <summary>A snapshot of all files on the host that do not belong to an attacking user.</summary>
internal sealed partial class TreeSnapshot
{
    private static readonly string[] Parts = ["owner", "mode", "type", "link", "content"];
    private readonly Dictionary<string, string[]> _files;

    private TreeSnapshot(Dictionary<string, string[]> files) => _files = files;

    /// <summary>The number of files and folders.</summary>
    public int Count => _files.Count;

    /// <summary>Takes a snapshot.</summary>
    public static async Task<TreeSnapshot> TakeAsync(AttackedHost host, CancellationToken cancellationToken)
    {
        var lines = AttackedHost.Lines(await host.ScriptAsync("snapshot.mjs", [], cancellationToken, TimeSpan.FromMinutes(2)));
        return new TreeSnapshot(
            lines.Select(line => JsonSerializer.Deserialize<string[]>(line)!).ToDictionary(record => record[0], record => record[1..])
        );
    }

    /// <summary>The changes by path, without the release's name, and property; with the old and the new value.</summary>
    public IReadOnlyDictionary<(string Path, string Part), string> ChangesSince(TreeSnapshot before)
    {
        var changes = new Dictionary<(string, string), string>();
        foreach (var path in before._files.Keys.Union(_files.Keys))
        {
            var (was, now) = (before._files.GetValueOrDefault(path), _files.GetValueOrDefault(path));
            if (was is null)
            {
                changes[(Release().Replace(path, "#"), "new")] = $"{path}: new, {string.Join(" ", now![..4])}";
            }
            else if (now is null)
            {
                changes[(Release().Replace(path, "#"), "gone")] = $"{path}: gone, or given to another user";
            }
            else
            {
                for (var i = 0; i < Parts.Length; i++)
                {
                    if (was[i] != now[i])
                        changes[(path, Parts[i])] = $"{path}: {Parts[i]} {was[i]} became {now[i]}";
                }
            }
        }
        return changes;
    }

    // A release's name, the start of its commit id, differs each time.
    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{12}(?![0-9a-f])")]
    private static partial Regex Release();
}
