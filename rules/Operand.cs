using System.Net;
using System.Net.Sockets;

namespace NodeBBInfra.Rules;

/// <summary>The right operand as written. Its meaning depends on the kind of the left one.</summary>
/// <param name="Position">Its position in the expression.</param>
/// <param name="Text">For a string, its bytes (<see cref="ByteText"/>); otherwise the source text.</param>
/// <param name="IsString">Whether it was written as a string.</param>
internal sealed record Operand(int Position, string Text, bool IsString)
{
    public Literal ToLiteral(ValueKind kind) =>
        kind switch
        {
            ValueKind.Text => new TextLiteral(ToText()),
            ValueKind.Number => new NumberLiteral(ToNumber(Bare("a number"))),
            ValueKind.Address when Text.Contains('/') => throw new RuleSyntaxException(
                Position,
                $"expected an IP address; a network needs a set: in {{{Text}}}"
            ),
            ValueKind.Address => new AddressLiteral(ToAddress(Bare("an IP address"))),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    public SetItem ToItem(ValueKind kind) =>
        kind switch
        {
            ValueKind.Text => new TextItem(ToText()),
            ValueKind.Number => ToNumbers(),
            ValueKind.Address => ToAddresses(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    private string ToText() => IsString ? Text : throw Expected("a string in quotes");

    private string Bare(string what) => IsString ? throw Expected(what) : Text;

    private NumberItem ToNumbers()
    {
        var (first, last) = Range(Bare("a number or a range like 1..9"), ToNumber);
        return first <= last ? new NumberItem(first, last) : throw Expected("a range whose first number is not above its last");
    }

    private SetItem ToAddresses()
    {
        const string What = "an IP address, a network like 192.0.2.0/24 or a range like 192.0.2.1..192.0.2.9";
        if (Bare(What).Contains('/'))
            return ToNetwork() ?? throw Expected("a network whose address has no bits beyond its prefix length");
        var (first, last) = Range(Text, ToAddress);
        return AddressOrder.Compare(first, last) is <= 0
            ? new AddressItem(first, last)
            : throw Expected("a range of one family, whose first address is not above its last");
    }

    // IPNetwork.TryParse would clear the host bits; Cloudflare refuses them.
    private NetworkItem? ToNetwork() =>
        IPNetwork.TryParse(Text, out var network) && network.BaseAddress.Equals(ToAddress(Text[..Text.IndexOf('/')]))
            ? new NetworkItem(network)
            : null;

    private static (T First, T Last) Range<T>(string text, Func<string, T> parse)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        return dots < 0 ? (parse(text), parse(text)) : (parse(text[..dots]), parse(text[(dots + 2)..]));
    }

    private long ToNumber(string text) => Numbers.Parse(text) ?? throw Expected("a number");

    // IPAddress.TryParse also accepts "1" and "0x7f.1"; Cloudflare accepts only full addresses.
    private IPAddress ToAddress(string text) =>
        IPAddress.TryParse(text, out var address) && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text)
            ? address
            : throw Expected("an IP address");

    private RuleSyntaxException Expected(string what) => new(Position, $"expected {what}");
}
