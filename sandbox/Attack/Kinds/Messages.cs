using System.Text.RegularExpressions;
using NodeBBInfra.Sandbox.Attack.OnHost;

namespace NodeBBInfra.Sandbox.Attack.Kinds;

/// <summary>What a message to the person who deploys must not contain.</summary>
internal static partial class Messages
{
    private const int Fragment = 8;

    /// <summary>Checks a message.</summary>
    public static async Task<string> CheckAsync(AttackRun run, string message, CancellationToken cancellationToken)
    {
        var secrets = AttackedHost
            .Lines(await run.Host.ScriptAsync("secrets.sh", [], cancellationToken))
            .Select(line => line.Split('\t'))
            .Select(cells => (Name: cells[0], Value: cells[1]))
            .ToList();
        if (secrets.Count == 0)
            throw new InvalidOperationException("the host has no secrets");
        var wrong = new List<string>();
        if (Controls().Matches(message) is { Count: > 0 } controls)
        {
            wrong.Add(
                $"{controls.Count} control characters, among them {string.Join(", ", controls.Select(match => $"\\x{(int)match.Value[0]:x2}").Distinct().Take(5))}"
            );
        }

        foreach (var (name, value) in secrets)
        {
            if (
                Enumerable
                    .Range(0, Math.Max(0, value.Length - Fragment + 1))
                    .Select(i => value.Substring(i, Fragment))
                    .Count(part => message.Contains(part, StringComparison.Ordinal))
                is > 0
                    and var parts
            )
            {
                wrong.Add($"{Math.Min(value.Length, parts + Fragment - 1)} of the {value.Length} characters of {name}");
            }
        }
        return wrong.Count == 0
            ? $"{message.Length} characters, no escape and no piece of {secrets.Count} secrets"
            : throw new NotHeldException(string.Join("; ", wrong), AttackedHost.Lines(message));
    }

    // All control characters but tab and line feed; also C1, because terminals may treat \x9b as an escape.
    [GeneratedRegex(@"[\x00-\x08\x0b-\x1f\x7f-\x9f]")]
    private static partial Regex Controls();
}
