using System.Net;

namespace NodeBBInfra.Rules;

/// <summary>A member of a set: <c>in {...}</c>.</summary>
public abstract record SetItem;

/// <summary>A string.</summary>
/// <param name="Text">Its bytes, one character each: <see cref="ByteText"/>.</param>
public sealed record TextItem(string Text) : SetItem;

/// <summary>A number, or an inclusive range: <c>8000..8009</c>.</summary>
/// <param name="First">The first number.</param>
/// <param name="Last">The last number; equal to the first for a single number.</param>
public sealed record NumberItem(long First, long Last) : SetItem;

/// <summary>An address, or an inclusive range of one family: <c>192.0.2.3..192.0.2.7</c>.</summary>
/// <param name="First">The first address.</param>
/// <param name="Last">The last address; equal to the first for a single address.</param>
public sealed record AddressItem(IPAddress First, IPAddress Last) : SetItem;

/// <summary>A network: <c>192.0.2.0/24</c>.</summary>
/// <param name="Network">The network.</param>
public sealed record NetworkItem(IPNetwork Network) : SetItem;
