using Pulumi;

namespace NodeBBInfra.Components.Origin.Forum;

/// <summary>What the host shows to the server of a private repository. Nothing of it is needed for a public one.</summary>
/// <param name="Token">For https: a token, or user:token; a secret.</param>
/// <param name="Key">For SSH: the text of a private key; a secret.</param>
public sealed record RepositoryLogin(Output<string>? Token, Output<string>? Key);
