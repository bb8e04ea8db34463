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

    /// <summary>The link with the edge's addresses, and with that of the services around the hosts.</summary>
    public string EdgeLink => Name($"nbi-edge-{Index}");

    /// <summary>The other end of <see cref="EdgeLink"/>.</summary>
    public string EdgePeer => Name($"nbi-peer-{Index}");

    /// <summary>The nftables table with NAT for the hosts.</summary>
    public string NftTable => Name($"nbi_{Index}");

    /// <summary>The address that the forums' names resolve to.</summary>
    public IPAddress Edge => Parse($"198.18.{Index}.1");

    /// <summary><see cref="Edge"/> over IPv6.</summary>
    public IPAddress Edge6 => Parse($"fd00:198:18:{Index}::1");

    /// <summary>The ACME server, the mirrors, and whatever else the hosts use of this machine.</summary>
    public IPAddress Services => Parse($"198.18.{100 + Index}.1");

    /// <summary>The networks of all hosts.</summary>
    public string HostNetworks => Name($"198.18.{100 + Index}.0/24");

    /// <summary>The names and addresses of all hosts that the world can have.</summary>
    public IEnumerable<HostAddresses> Hosts =>
        Enumerable.Range(0, HostAddresses.MaxNumber + 1).Select(number => new HostAddresses(Index, number));

    private static string Name(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static IPAddress Parse(FormattableString text) => IPAddress.Parse(Name(text));
}

/// <summary>The names and addresses of one host of a world, which follow from its number there.</summary>
/// <param name="Index">The world's index.</param>
/// <param name="Number">The host's number in the world.</param>
internal sealed record HostAddresses(int Index, int Number)
{
    /// <summary>The highest number in the address plan: a host's network has 16 addresses.</summary>
    public const int MaxNumber = 15;

    /// <summary>The host's network namespace; also the container's name.</summary>
    public string Namespace => Name($"nbi-{Index}-{Number}");

    /// <summary>This machine's end of the link to the host.</summary>
    public string Link => Name($"nbi-host-{Index}-{Number}");

    /// <summary>This machine as the host sees it.</summary>
    public IPAddress Gateway => Parse($"198.18.{100 + Index}.{16 * Number + 2}");

    /// <summary><see cref="Gateway"/> over IPv6.</summary>
    public IPAddress Gateway6 => Parse($"fd00:198:18:{100 + Index}:{Number}::2");

    /// <summary>The host ("origin").</summary>
    public IPAddress Origin => Parse($"198.18.{100 + Index}.{16 * Number + 10}");

    /// <summary><see cref="Origin"/> over IPv6.</summary>
    public IPAddress Origin6 => Parse($"fd00:198:18:{100 + Index}:{Number}::10");

    private static string Name(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static IPAddress Parse(FormattableString text) => IPAddress.Parse(Name(text));
}
