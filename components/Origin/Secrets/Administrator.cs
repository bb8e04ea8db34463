namespace NodeBBInfra.Components.Origin.Secrets;

/// <summary>The forum's first administrator.</summary>
/// <param name="Username">The name to log in with.</param>
/// <param name="Email">The mail address.</param>
public sealed record Administrator(string Username, string Email);
