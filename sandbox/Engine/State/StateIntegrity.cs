namespace NodeBBInfra.Sandbox.Engine.State;

/// <summary>
/// Invariants of a valid state: URNs are unique, and references point to earlier records.
/// https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/snapshot.go (VerifyIntegrity)
/// </summary>
internal static class StateIntegrity
{
    /// <exception cref="FormatException">An invariant is violated; the message names it.</exception>
    public static void Verify(IReadOnlyList<ResourceState> resources)
    {
        var urns = new HashSet<string>();
        var live = new HashSet<string>();
        var providers = new HashSet<string>();
        foreach (var resource in resources)
        {
            if (Urns.Type(resource.Urn) != resource.Type)
            {
                throw new FormatException($"'{resource.Urn}' is not the URN of a {resource.Type}");
            }

            if (resource.AllDependencies.FirstOrDefault(urn => !urns.Contains(urn)) is { } missing)
            {
                throw new FormatException($"'{resource.Urn}' refers to '{missing}', which does not stand before it");
            }

            if (resource.Provider.Length > 0 && !providers.Contains(resource.Provider))
            {
                throw new FormatException($"'{resource.Urn}' refers to the provider '{resource.Provider}', which does not stand before it");
            }

            // A resource to be deleted shares its replacement's URN.
            if (!resource.Delete && !live.Add(resource.Urn))
            {
                throw new FormatException($"'{resource.Urn}' stands in it twice");
            }

            urns.Add(resource.Urn);
            if (resource.IsProvider)
            {
                providers.Add(Urns.Reference(resource.Urn, resource.Id));
            }
        }
    }
}
