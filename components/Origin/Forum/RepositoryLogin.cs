using Pulumi;

namespace NodeBBInfra.Components.Origin.Forum;

/// <summary>Credentials for a private repository. A public one needs none.</summary>
/// <param name="Token">For https: a token or user:token; a secret.</param>
/// <param name="Key">For SSH: the private key's text; a secret.</param>
public sealed record RepositoryLogin(Output<string>? Token, Output<string>? Key);
