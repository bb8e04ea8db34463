using System.Text.RegularExpressions;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>
/// The URNs that a person has named, whole or by patterns: <c>**</c> stands for anything, <c>*</c> for anything but a colon. A pattern that fits
/// nothing is no error, as in the real engine. https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/deployment.go (UrnTargets)
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

    /// <summary>Whether anything was named.</summary>
    public bool Any => _whole.Count > 0 || _patterns.Count > 0;

    /// <summary>Those that were named whole; each must exist.</summary>
    public IEnumerable<string> Whole => _whole;

    public bool Contains(string urn) => _whole.Contains(urn) || _patterns.Exists(pattern => pattern.IsMatch(urn));

    private static Regex Pattern(string text)
    {
        var parts = text.Split("**").Select(part => string.Join("[^:]*", part.Split('*').Select(Regex.Escape)));
        return new Regex($"^{string.Join(".*", parts)}$", RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }
}
