using System.Net;
using System.Numerics;
using System.Text;
using NodeBBInfra.Rules;

namespace NodeBBInfra.Tests.Rules;

/// <summary>A second, naive evaluator of the rules language: nothing compiled, addresses as numbers, wildcards by backtracking.</summary>
internal static class NaiveEvaluator
{
    public static bool Holds(Expression expression, RuleRequest request, int element = -1)
    {
        switch (expression)
        {
            case Constant constant:
                return constant.Value;
            case Negation negation:
                return !Holds(negation.Inner, request, element);
            case Logical logical:
                var (left, right) = (Holds(logical.Left, request, element), Holds(logical.Right, request, element));
                return logical.Operator switch
                {
                    LogicalOperator.And => left & right,
                    LogicalOperator.Or => left | right,
                    _ => left ^ right,
                };
            case Truth truth:
                return Read(truth.Value, request, element) is true;
            case Comparison comparison:
                return Read(comparison.Left, request, element) is { } value
                    && Compare(value, comparison.Operator, Read(comparison.Right, request, element)!);
            case Membership membership:
                return Read(membership.Left, request, element) is { } member && membership.Items.Any(item => IsIn(item, member));
            case Quantifier quantifier:
                var results = (request.Headers.GetValueOrDefault(HeaderIn(quantifier.Each)) ?? [])
                    .Select((_, index) => Holds(quantifier.Each, request, index))
                    .ToList();
                return quantifier.All ? !results.Contains(false) : results.Contains(true);
            case FlagQuantifier flags:
                return request.Headers.ContainsKey(HeaderIn(flags.Flags))
                    && Holds(new Quantifier(flags.All, new Truth(flags.Flags)), request);
            default:
                throw new NotSupportedException(expression.ToString());
        }
    }

    // A request's values are text and are compared as bytes; literals are bytes already.
    private static object? Read(Value value, RuleRequest request, int element) =>
        value switch
        {
            TextLiteral text => text.Text,
            NumberLiteral number => number.Number,
            AddressLiteral address => address.Address,
            FunctionCall call => Apply(call.Function.Name, [.. call.Arguments.Select(argument => Read(argument, request, element))]),
            EachElement { List: FunctionCall call } => Read(call, request, element),
            _ => Said(value, request, element) is string text
                ? string.Concat(Encoding.UTF8.GetBytes(text).Select(value => (char)value))
                : Said(value, request, element),
        };

    private static object? Said(Value value, RuleRequest request, int element) =>
        value switch
        {
            FieldValue field => field.Field.Name switch
            {
                "http.request.uri.path" => request.Path,
                "http.request.uri.query" => request.Query,
                "http.request.uri" => request.Query == "" ? request.Path : request.Path + "?" + request.Query,
                "http.request.full_uri" => (request.Ssl ? "https://" : "http://")
                    + request.Host
                    + Said(new FieldValue(Fields.Find("http.request.uri")!), request, element),
                "http.request.uri.path.extension" => request.Path.Split('/')[^1].Split('.') is [.. var before, var extension]
                && string.Join('.', before) != ""
                    ? extension.ToLowerInvariant()
                    : "",
                "http.host" => request.Host,
                "http.request.method" => request.Method,
                "ip.src" => request.Source,
                "cf.threat_score" => request.ThreatScore,
                "ssl" => request.Ssl,
                "cf.client.bot" => request.KnownBot,
                "ip.src.country" or "ip.geoip.country" => request.Country,
                "http.cookie" => string.Join("; ", request.Headers.GetValueOrDefault("cookie") ?? []),
                var name => string.Join(", ", request.Headers.GetValueOrDefault(name[5..].Replace('_', '-')) ?? []),
            },
            MapEntry entry => request.Headers.GetValueOrDefault(entry.Key),
            Element { List: MapEntry entry } indexed => request
                .Headers.GetValueOrDefault(entry.Key)
                ?.Skip((int)indexed.Index)
                .FirstOrDefault(),
            EachElement { List: MapEntry entry } => request.Headers[entry.Key][element],
            _ => throw new NotSupportedException(value.ToString()),
        };

    private static object? Apply(string name, object?[] values) =>
        (name == "concat" ? values.All(value => value is null) : values.Contains(null))
            ? null
            : name switch
            {
                "lower" => string.Concat(((string)values[0]!).Select(c => c is >= 'A' and <= 'Z' ? (char)(c + 32) : c)),
                "upper" => string.Concat(((string)values[0]!).Select(c => c is >= 'a' and <= 'z' ? (char)(c - 32) : c)),
                "len" => values[0] is string text ? text.Length : (long)((IReadOnlyList<string>)values[0]!).Count,
                "starts_with" => Part((string)values[0]!, (string)values[1]!, fromEnd: false),
                "ends_with" => Part((string)values[0]!, (string)values[1]!, fromEnd: true),
                "concat" => string.Join("", values),
                _ => throw new NotSupportedException(name),
            };

    private static bool Part(string whole, string part, bool fromEnd) =>
        whole.Length >= part.Length && (fromEnd ? whole[^part.Length..] : whole[..part.Length]) == part;

    private static bool Compare(object left, ComparisonOperator operation, object right)
    {
        if (operation is ComparisonOperator.Contains)
            return ((string)left).Split((string)right) is var parts && ((string)right == "" || parts.Length > 1);
        if (operation is ComparisonOperator.Wildcard)
            return Fits((string)Apply("lower", [left])!, (string)Apply("lower", [right])!);
        if (operation is ComparisonOperator.StrictWildcard)
            return Fits((string)left, (string)right);
        var order = left switch
        {
            string text => string.CompareOrdinal(text, (string)right),
            long number => (int)(number - (long)right),
            _ => Equals(left, right) ? 0 : 1,
        };
        var accepted = operation switch
        {
            ComparisonOperator.Equal => "=",
            ComparisonOperator.NotEqual => "<>",
            ComparisonOperator.Less => "<",
            ComparisonOperator.LessOrEqual => "<=",
            ComparisonOperator.Greater => ">",
            _ => ">=",
        };
        return accepted.Contains(
            order == 0 ? '='
            : order < 0 ? '<'
            : '>'
        );
    }

    private static bool Fits(string text, string pattern)
    {
        if (pattern == "")
            return text == "";
        if (pattern[0] == '*')
            return Enumerable.Range(0, text.Length + 1).Any(skipped => Fits(text[skipped..], pattern[1..]));
        var literal = pattern[0] == '\\' ? 1 : 0;
        return text != "" && text[0] == pattern[literal] && Fits(text[1..], pattern[(literal + 1)..]);
    }

    private static bool IsIn(SetItem item, object value) =>
        item switch
        {
            TextItem text => text.Text == (string)value,
            NumberItem number => (long)value >= number.First && (long)value <= number.Last,
            AddressItem addresses => Same(addresses.First, value)
                && Number(addresses.First) <= Number(value)
                && Number(value) <= Number(addresses.Last),
            NetworkItem network => Same(network.Network.BaseAddress, value)
                && Number(value) >> (Bits(value) - network.Network.PrefixLength)
                    == Number(network.Network.BaseAddress) >> (Bits(value) - network.Network.PrefixLength),
            _ => throw new NotSupportedException(item.ToString()),
        };

    private static bool Same(IPAddress address, object value) => address.AddressFamily == ((IPAddress)value).AddressFamily;

    private static int Bits(object address) => ((IPAddress)address).GetAddressBytes().Length * 8;

    private static BigInteger Number(object address) => new(((IPAddress)address).GetAddressBytes(), isUnsigned: true, isBigEndian: true);

    private static string HeaderIn(object node) =>
        node switch
        {
            Negation negation => HeaderIn(negation.Inner),
            Logical logical => HeaderIn(logical.Left),
            Truth truth => HeaderIn(truth.Value),
            Comparison comparison => HeaderIn(comparison.Left),
            Membership membership => HeaderIn(membership.Left),
            EachElement each => HeaderIn(each.List),
            FunctionCall call => HeaderIn(call.Arguments[0]),
            MapEntry entry => entry.Key,
            _ => throw new NotSupportedException(node.ToString()),
        };
}
