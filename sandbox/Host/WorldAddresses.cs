using System.Globalization;
using System.Net;

namespace NodeBBInfra.Sandbox.Host;

/// <summary>
/// The names and addresses of world number N. All follow from N, so that a world that was half made, or whose files are lost, can still be
/// taken down. IPv4 is out of 198.18.0.0/15, set aside for test networks (<see href="https://www.rfc-editor.org/rfc/rfc2544">RFC 2544</see>).
/// </summary>
/// <param name="Index">Which world of this machine; 0 is the one of <c>make up</c>.</param>
internal sealed record WorldAddresses(int Index)
{
    /// <summary>The highest world number that the address plan has room for.</summary>
    public const int MaxIndex = 99;

    /// <summary>The network namespace of the host; also the container's name.</summary>
    public string Namespace => Name($"nbi-{Index}");

    /// <summary>This machine's end of the cable to the host; it also carries the edge's addresses.</summary>
    public string HostLink => Name($"nbi-host-{Index}");

    /// <summary>The nftables table that lets the host reach the package registries.</summary>
    public string NftTable => Name($"nbi_{Index}");

    /// <summary>What public DNS would answer for the forum's names.</summary>
    public IPAddress Edge => Parse($"198.18.{Index}.1");

    /// <summary>The same over IPv6.</summary>
    public IPAddress Edge6 => Parse($"fd00:198:18:{Index}::1");

    /// <summary>This machine as the host sees it.</summary>
    public IPAddress Gateway => Parse($"198.18.{100 + Index}.1");

    /// <summary>The same over IPv6.</summary>
    public IPAddress Gateway6 => Parse($"fd00:198:18:{100 + Index}::1");

    /// <summary>The host ("origin").</summary>
    public IPAddress Origin => Parse($"198.18.{100 + Index}.10");

    /// <summary>The same over IPv6.</summary>
    public IPAddress Origin6 => Parse($"fd00:198:18:{100 + Index}::10");

    /// <summary>The network between this machine and the host.</summary>
    public string OriginNetwork => Name($"198.18.{100 + Index}.0/24");

    private static string Name(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static IPAddress Parse(FormattableString text) => IPAddress.Parse(Name(text));
}
