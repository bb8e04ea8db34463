using System.Globalization;
using System.Net;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>
/// The names and addresses of a world. All follow from its index, so that a half-made world, or one whose files are lost, can still be
/// removed. IPv4 uses 198.18.0.0/15, reserved for test networks (<see href="https://www.rfc-editor.org/rfc/rfc2544">RFC 2544</see>).
/// </summary>
/// <param name="Index">The world's index on this machine; <c>make up</c> uses 0.</param>
internal sealed record WorldAddresses(int Index)
{
    /// <summary>The highest index in the address plan.</summary>
    public const int MaxIndex = 99;

    /// <summary>The host's network namespace; also the container's name.</summary>
    public string Namespace => Name($"nbi-{Index}");

    /// <summary>This machine's end of the link to the host; it also has the edge's addresses.</summary>
    public string HostLink => Name($"nbi-host-{Index}");

    /// <summary>The nftables table with NAT for the host.</summary>
    public string NftTable => Name($"nbi_{Index}");

    /// <summary>The address that the forum's names resolve to.</summary>
    public IPAddress Edge => Parse($"198.18.{Index}.1");

    /// <summary><see cref="Edge"/> over IPv6.</summary>
    public IPAddress Edge6 => Parse($"fd00:198:18:{Index}::1");

    /// <summary>This machine as the host sees it.</summary>
    public IPAddress Gateway => Parse($"198.18.{100 + Index}.1");

    /// <summary><see cref="Gateway"/> over IPv6.</summary>
    public IPAddress Gateway6 => Parse($"fd00:198:18:{100 + Index}::1");

    /// <summary>The host ("origin").</summary>
    public IPAddress Origin => Parse($"198.18.{100 + Index}.10");

    /// <summary><see cref="Origin"/> over IPv6.</summary>
    public IPAddress Origin6 => Parse($"fd00:198:18:{100 + Index}::10");

    /// <summary>The network between this machine and the host.</summary>
    public string OriginNetwork => Name($"198.18.{100 + Index}.0/24");

    private static string Name(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static IPAddress Parse(FormattableString text) => IPAddress.Parse(Name(text));
}
