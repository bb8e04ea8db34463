using System.Text.Json;
using NodeBBInfra.Components.Edge;
using NodeBBInfra.Configuration;

namespace NodeBBInfra.Adoption;

/// <summary>
/// How <see cref="AdoptCommand"/>, which runs a preview of the program, gets import ids from it: by a file named in the environment.
/// </summary>
/// <remarks>The program has the configuration and the provider. So the command needs neither settings nor a token of its own.</remarks>
internal static class ImportIds
{
    /// <summary>The environment variable with the file's path.</summary>
    public const string Variable = "NODEBB_INFRA_IMPORT_IDS";

    /// <summary>Writes import ids by resource name, if the variable is set.</summary>
    public static void WriteIfAsked(StackSettings settings, ZoneToday zone)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } file)
        {
            return;
        }

        var edge = settings.Edge;
        var ids = new Dictionary<string, string>();
        foreach (var ruleset in edge.OwnsZone ? zone.Of(edge, settings.MovedFrom) : [])
        {
            ids[ruleset.Phase == WafRules.Phase ? WafRules.ResourceName : CacheRules.ResourceName] = $"zones/{edge.ZoneId}/{ruleset.Id}";
        }

        foreach (var record in DnsRecords.Render(edge.Domain, edge.OriginIpv4, edge.OriginIpv6))
        {
            if (
                zone.Records.FirstOrDefault(there =>
                    there.Name == record.Name && there.Type == record.Type && there.Content == record.Content
                ) is
                { } found
            )
            {
                ids[record.ResourceName] = $"{edge.ZoneId}/{found.Id}";
            }
        }

        File.WriteAllText(file, JsonSerializer.Serialize(ids));
    }

    /// <summary>Reads the file.</summary>
    public static IReadOnlyDictionary<string, string> Read(string file) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!;
}
