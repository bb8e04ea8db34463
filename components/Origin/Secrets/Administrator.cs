namespace NodeBBInfra.Components.Origin.Secrets;

/// <summary>The forum's first administrator.</summary>
/// <param name="Username">The login name.</param>
/// <param name="Email">The email address.</param>
public sealed record Administrator(string Username, string Email);
