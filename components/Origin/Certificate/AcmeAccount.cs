namespace NodeBBInfra.Components.Origin.Certificate;

/// <summary>The account at the certificate authority.</summary>
/// <param name="Server">Address of the authority's ACME directory.</param>
/// <param name="Email">The mail address that the authority writes to.</param>
public sealed record AcmeAccount(string Server, string Email);
