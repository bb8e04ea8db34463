namespace NodeBBInfra.Components.Origin.Certificate;

/// <summary>The account at the ACME certificate authority.</summary>
/// <param name="Server">URL of the authority's ACME directory.</param>
/// <param name="Email">Email address for the authority's notices.</param>
public sealed record AcmeAccount(string Server, string Email);
