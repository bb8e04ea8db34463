using System.Net;

namespace NodeBBInfra.Rules;

/// <summary>The order of addresses of one family.</summary>
internal static class AddressOrder
{
    /// <summary>
    /// Negative, 0 or positive, as the first address is lower, equal or higher; null for addresses of different families.
    /// </summary>
    public static int? Compare(IPAddress first, IPAddress second)
    {
        Span<byte> a = stackalloc byte[16];
        Span<byte> b = stackalloc byte[16];
        first.TryWriteBytes(a, out var length);
        second.TryWriteBytes(b, out var other);
        return length == other ? a[..length].SequenceCompareTo(b[..length]) : null;
    }
}
