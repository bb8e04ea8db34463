namespace NodeBBInfra.Sandbox.Engine.Providers.Instances;

/// <summary>A failed operation, with the provider's message.</summary>
internal sealed class ProviderException(string message) : Exception(message);
