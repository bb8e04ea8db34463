namespace NodeBBInfra.Sandbox.Engine.Providers.Hosting;

/// <summary>A provider's own words about why an operation failed.</summary>
internal sealed class ProviderException(string message) : Exception(message);
