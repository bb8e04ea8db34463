using System.Net;
using NodeBBInfra.Rules;

namespace NodeBBInfra.Tests.Rules;

internal static class Requests
{
    public static RuleRequest Get(string path, string query = "", params (string Name, string Value)[] headers) =>
        new()
        {
            Method = "GET",
            Host = "forum.example.org",
            Path = path,
            Query = query,
            Ssl = true,
            Source = IPAddress.Parse("198.51.100.7"),
            Country = "NL",
            Headers = headers
                .GroupBy(header => header.Name)
                .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.Select(header => header.Value)]),
        };

    public static bool Matches(this string expression, RuleRequest request) => RuleExpression.Parse(expression).Matches(request);
}
