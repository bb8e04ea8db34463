using System.Text.RegularExpressions;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>
/// URNs and URN patterns from the command line: <c>**</c> matches anything, <c>*</c> anything but a colon. Like in the real engine, a
/// pattern without a match is no error. https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/deployment.go (UrnTargets)
/// </summary>
internal sealed class UrnPatterns
{
    private readonly HashSet<string> _whole;
    private readonly List<Regex> _patterns;

    public UrnPatterns(IReadOnlyList<string> named)
    {
        _whole = [.. named.Where(name => !name.Contains('*', StringComparison.Ordinal))];
        _patterns = [.. named.Where(name => name.Contains('*', StringComparison.Ordinal)).Select(Pattern)];
    }

    /// <summary>Whether there are any URNs or patterns.</summary>
    public bool Any => _whole.Count > 0 || _patterns.Count > 0;

    /// <summary>The full URNs; each must exist.</summary>
    public IEnumerable<string> Whole => _whole;

    public bool Contains(string urn) => _whole.Contains(urn) || _patterns.Exists(pattern => pattern.IsMatch(urn));

    private static Regex Pattern(string text)
    {
        var parts = text.Split("**").Select(part => string.Join("[^:]*", part.Split('*').Select(Regex.Escape)));
        return new Regex($"^{string.Join(".*", parts)}$", RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }
}
