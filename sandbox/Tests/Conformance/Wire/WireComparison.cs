namespace NodeBBInfra.Tests.Conformance.Wire;

/// <summary>A different field or request. A missing side is null.</summary>
internal sealed record Difference(string Key, string Path, string? Recorded, string? Ours)
{
    public override string ToString() => $"{Key}: {Path}: recorded {Recorded ?? "nothing"}, ours {Ours ?? "nothing"}";
}

/// <summary>Compares the recorded program's requests with its twin's, field by field.</summary>
internal sealed class WireComparison
{
    public WireComparison(IReadOnlyList<WireRequest> recorded, IReadOnlyList<WireRequest> ours)
    {
        foreach (var key in recorded.Concat(ours).Select(request => request.Key).Distinct())
        {
            WireRequest[] theirs = [.. recorded.Where(request => request.Key == key)];
            WireRequest[] mine = [.. ours.Where(request => request.Key == key)];
            if (theirs is [var one] && mine is [var other])
                Compare(one, other);
            else
                Add(key, theirs, mine);
        }
    }

    /// <summary>The number of requests that both sides made.</summary>
    public int Requests { get; private set; }

    /// <summary>The number of fields on either side.</summary>
    public int Fields { get; private set; }

    /// <summary>The number of requests that only one side made, or made more often.</summary>
    public int Unpaired { get; private set; }

    public List<Difference> Differences { get; } = [];

    private void Add(string key, WireRequest[] recorded, WireRequest[] ours)
    {
        Unpaired++;
        Differences.Add(new(key, "(how often)", Times(recorded), Times(ours)));
    }

    private void Compare(WireRequest recorded, WireRequest ours)
    {
        Requests++;
        foreach (var path in recorded.Fields.Keys.Union(ours.Fields.Keys))
        {
            if (recorded.Parts is { } parts && !parts.Contains(path.Split('.', '[')[0]))
                continue;

            Fields++;
            var (theirs, mine) = (recorded.Fields.GetValueOrDefault(path), ours.Fields.GetValueOrDefault(path));
            if (theirs != mine)
                Differences.Add(new(recorded.Key, path, theirs, mine));
        }
    }

    private static string? Times(WireRequest[] requests) => requests.Length == 0 ? null : $"{requests.Length} times";
}
