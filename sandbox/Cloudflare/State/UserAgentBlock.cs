namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>A User Agent Blocking rule in the API's format.</summary>
/// <remarks>https://developers.cloudflare.com/api/resources/firewall/subresources/ua_rules/</remarks>
internal sealed record UserAgentBlock(string Id, string Description, string Mode, bool Paused, UserAgentTarget Configuration);

/// <summary>What a User Agent Blocking rule matches: <c>ua</c> and the complete header.</summary>
internal sealed record UserAgentTarget(string Target, string Value);
