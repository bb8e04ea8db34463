namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>A User Agent Blocking rule, as the API answers it.</summary>
/// <remarks>https://developers.cloudflare.com/api/resources/firewall/subresources/ua_rules/</remarks>
internal sealed record UserAgentBlock(string Id, string Description, string Mode, bool Paused, UserAgentTarget Configuration);

/// <summary>What a User Agent Blocking rule looks at: <c>ua</c>, and the whole header.</summary>
internal sealed record UserAgentTarget(string Target, string Value);
