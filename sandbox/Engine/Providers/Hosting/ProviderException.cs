namespace NodeBBInfra.Sandbox.Engine.Providers.Hosting;

/// <summary>A failed operation, with the provider's message.</summary>
internal sealed class ProviderException(string message) : Exception(message);
