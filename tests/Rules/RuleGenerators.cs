using System.Net;
using CsCheck;
using NodeBBInfra.Rules;

namespace NodeBBInfra.Tests.Rules;

/// <summary>Random expressions and requests. Both use a small alphabet, so that comparisons often hold.</summary>
internal static class RuleGenerators
{
    private static readonly Gen<string> Text = Gen.Char["aAbB/.*\\\"éÉ\n\t"].Array[0, 4].Select(characters => new string(characters));

    // Strings in expressions are bytes: those of a text, or arbitrary ones.
    private static readonly Gen<string> Bytes = Gen.Frequency(
        (4, Text.Select(ByteText.Of)),
        (1, Gen.Char["aB\u00c3\u00a9\u00ff"].Array[0, 3].Select(bytes => new string(bytes)))
    );
    private static readonly Gen<IPAddress> Address4 = Gen.Byte[0, 8].Select(last => new IPAddress([192, 0, 2, last]));
    private static readonly Gen<IPAddress> Address6 = Gen.Byte[0, 8]
        .Select(last => new IPAddress([0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last]));
    private static readonly Gen<IPAddress> Address = Gen.OneOf(Address4, Address6);
    private static readonly Gen<long> Number = Gen.Long[-3, 8];

    private static readonly Value Headers = Field("http.request.headers");
    private static readonly Gen<Value> List = Gen.OneOf("accept", "x-a").Select(Value (name) => new MapEntry(Headers, name));
    private static readonly ComparisonOperator[] Orders =
    [
        .. Enum.GetValues<ComparisonOperator>().Where(operation => operation <= ComparisonOperator.GreaterOrEqual),
    ];

    public static readonly Gen<Expression> Expression = Gen.Recursive<Expression>(
        (depth, inner) =>
            depth > 4
                ? Leaf
                : Gen.Frequency((4, Leaf), (1, inner.Select(Expression (e) => new Negation(e))), (4, Joined(inner)), (1, Quantifier))
    );

    public static readonly Gen<RuleRequest> Request = Gen.Select(
        Gen.Select(Text, Text, Gen.OneOf("GET", "POST"), Gen.OneOf("a.b", "b")),
        Gen.Select(Gen.Bool, Gen.Bool, Number, Address),
        Gen.Select(Gen.OneOf("accept", "cookie", "user-agent", "referer", "x-forwarded-for"), Text).Array[0, 5],
        (texts, flags, headers) =>
            Requests.Get($"/{texts.Item1}", texts.Item2, headers) with
            {
                Method = texts.Item3,
                Host = texts.Item4,
                Ssl = flags.Item1,
                KnownBot = flags.Item2,
                ThreatScore = flags.Item3,
                Source = flags.Item4,
            }
    );

    private static Gen<Expression> Leaf =>
        Gen.OneOf(
            Gen.Bool.Select(Expression (value) => new Constant(value)),
            Gen.OneOf("ssl", "cf.client.bot").Select(Expression (name) => new Truth(Field(name))),
            Flag(TextValue).Select(Expression (value) => new Truth(value)),
            Condition(TextValue, NumberValue)
        );

    private static Gen<Value> TextValue =>
        Gen.OneOf(
            Gen.OneOf(
                    "http.request.uri.path",
                    "http.request.uri",
                    "http.request.uri.path.extension",
                    "http.host",
                    "http.request.method",
                    "http.request.full_uri",
                    "http.cookie",
                    "http.user_agent",
                    "http.referer",
                    "http.x_forwarded_for",
                    "ip.src.country",
                    "ip.geoip.country"
                )
                .Select(Value (name) => Field(name)),
            Gen.Select(List, Gen.Int[0, 2]).Select(Value (list, index) => new Element(list, index)),
            Gen.OneOf("lower", "upper").Select(Value (name) => Call(name, Field("http.request.uri"))),
            Gen.Select(Gen.OneOf(Gen.Const<Value>(Field("http.host")), List.Select(Value (list) => new Element(list, 0))), Bytes)
                .Select(Value (value, text) => Call("concat", value, new TextLiteral(text)))
        );

    private static Gen<Value> NumberValue =>
        Gen.OneOf(
            Gen.Const<Value>(Field("cf.threat_score")),
            List.Select(Value (list) => Call("len", list)),
            Gen.Const<Value>(Call("len", Field("http.request.uri.query")))
        );

    // Over a single list: [*], lower([*])[*], len([*])[*], starts_with([*], ...).
    private static Gen<Expression> Quantifier =>
        List.SelectMany(list =>
        {
            var each = new EachElement(list);
            var texts = Gen.OneOf<Value>(each, new EachElement(Call("lower", each)));
            var flags = Flag(Gen.Const<Value>(each));
            var leaf = Gen.OneOf(
                flags.Select(Expression (value) => new Truth(value)),
                Condition(texts, Gen.Const<Value>(new EachElement(Call("len", each))))
            );
            var inside = Gen.OneOf(leaf, leaf.Select(Expression (e) => new Negation(e)), Joined(leaf));
            return Gen.Frequency(
                (4, Gen.Select(Gen.Bool, inside).Select(Expression (all, e) => new Quantifier(all, e))),
                (1, Gen.Select(Gen.Bool, flags).Select(Expression (all, value) => new FlagQuantifier(all, value)))
            );
        });

    private static Gen<Expression> Joined(Gen<Expression> side) =>
        Gen.Select(side, Gen.Enum<LogicalOperator>(), side)
            .Select(Expression (left, operation, right) => new Logical(left, operation, right));

    private static Gen<Value> Flag(Gen<Value> texts) =>
        Gen.Select(Gen.OneOf("starts_with", "ends_with"), texts, Bytes)
            .Select(Value (name, value, text) => Call(name, value, new TextLiteral(text)));

    private static Gen<Expression> Condition(Gen<Value> texts, Gen<Value> numbers) =>
        Gen.OneOf(
            Gen.Select(texts, Gen.OneOf([.. Orders, ComparisonOperator.Contains]), Bytes)
                .Select(Expression (value, operation, text) => new Comparison(value, operation, new TextLiteral(text))),
            Gen.Select(texts, Gen.OneOf(ComparisonOperator.Wildcard, ComparisonOperator.StrictWildcard), Pattern)
                .Select(Expression (value, operation, text) => new Comparison(value, operation, new TextLiteral(text))),
            Gen.Select(texts, Bytes.Array[1, 3])
                .Select(Expression (value, items) => new Membership(value, [.. items.Select(item => new TextItem(item))])),
            Gen.Select(numbers, Gen.OneOf(Orders), Number)
                .Select(Expression (value, operation, number) => new Comparison(value, operation, new NumberLiteral(number))),
            Gen.Select(numbers, NumberItems).Select(Expression (value, items) => new Membership(value, items)),
            texts.SelectMany(value =>
                value.Mapped is null
                    ? Addresses
                    : Gen.Select(numbers, NumberItems).Select(Expression (n, items) => new Membership(n, items))
            )
        );

    private static Gen<NodeList<SetItem>> NumberItems =>
        Gen.Select(Number, Gen.Long[0, 3])
            .Select(SetItem (first, more) => new NumberItem(first, first + more))
            .Array[1, 3]
            .Select(items => (NodeList<SetItem>)[.. items]);

    private static Gen<Expression> Addresses =>
        Gen.OneOf(
            Gen.Select(Gen.OneOf(ComparisonOperator.Equal, ComparisonOperator.NotEqual), Address)
                .Select(Expression (operation, address) => new Comparison(Field("ip.src"), operation, new AddressLiteral(address))),
            Gen.OneOf(
                    Address.Select(SetItem (address) => new AddressItem(address, address)),
                    Gen.Byte[0, 3]
                        .Select(
                            SetItem (first) =>
                                new AddressItem(new IPAddress([192, 0, 2, first]), new IPAddress([192, 0, 2, (byte)(first + 4)]))
                        ),
                    Gen.Int[0, 32].Select(SetItem (length) => new NetworkItem(IPNetwork.Parse($"192.0.2.4/{length}"))),
                    Gen.Int[0, 128].Select(SetItem (length) => new NetworkItem(IPNetwork.Parse($"2001:db8::4/{length}")))
                )
                .Array[1, 3]
                .Select(Expression (items) => new Membership(Field("ip.src"), [.. items]))
        );

    // No two stars in a row, and a backslash only before a star or a backslash.
    private static Gen<string> Pattern =>
        Gen.OneOf("a", "B", "é", "/", @"\*", @"\\", "*a", "*")
            .Array[0, 4]
            .Select(parts => ByteText.Of(string.Concat(parts)))
            .Where(pattern => !pattern.Contains("**", StringComparison.Ordinal));

    private static FieldValue Field(string name) => new FieldValue(Fields.Find(name)!);

    private static FunctionCall Call(string name, params Value[] arguments) => new FunctionCall(Functions.Find(name)!, [.. arguments]);
}
