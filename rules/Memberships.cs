using System.Net;

namespace NodeBBInfra.Rules;

/// <summary>Compiles a set into a function of the left value.</summary>
internal static class Memberships
{
    public static Func<object, bool> Compile(Membership membership)
    {
        if (membership.Left.Kind == ValueKind.Text)
        {
            var texts = membership.Items.OfType<TextItem>().Select(item => item.Text).ToHashSet(StringComparer.Ordinal);
            return left => texts.Contains((string)left);
        }
        var items = membership.Items.ToArray();
        return left => items.Any(item => Holds(item, left));
    }

    private static bool Holds(SetItem item, object left) =>
        (item, left) switch
        {
            (NumberItem numbers, long number) => numbers.First <= number && number <= numbers.Last,
            (AddressItem addresses, IPAddress address) => AddressOrder.Compare(addresses.First, address) is <= 0
                && AddressOrder.Compare(address, addresses.Last) is <= 0,
            (NetworkItem network, IPAddress address) => network.Network.Contains(address),
            _ => false,
        };
}
