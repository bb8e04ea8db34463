using System.Collections.Immutable;
using NodeBBInfra.Adoption;
using NodeBBInfra.Components.Edge;
using NodeBBInfra.Components.Origin;
using NodeBBInfra.Configuration;
using Pulumi;

namespace NodeBBInfra;

// What the rule warns of is a collection called stack; this is Pulumi's.
#pragma warning disable CA1711

/// <summary>One forum: configuration in, the edge and the origin made, what there is to know out.</summary>
public class ForumStack : Stack
{
    /// <summary>Makes the stack from the configuration that the engine handed over.</summary>
    /// <exception cref="RunException">The configuration is wrong; the message says all of what is.</exception>
    public ForumStack()
        : this(StackConfiguration.FromEnvironment(), null)
    {
    }

    internal ForumStack(StackConfiguration configuration, StackOptions? options)
        : base(options)
    {
        var settings = ForumSettings.Read(configuration);
        var zone = ZoneToday.Read(settings.ZoneId, settings.Domain);
        RefuseUnannouncedMove(settings, zone);
        ImportIds.WriteIfAsked(settings, zone);
        var origin = new OriginComponent("origin", new OriginArgs
        {
            Domain = settings.Domain,
            Connection = settings.Connection,
            Email = settings.Email,
            AdminUsername = settings.AdminUsername,
            Ports = settings.Ports,
            Affinity = settings.Affinity,
            NodeBB = settings.NodeBB,
            Repository = settings.RepositoryLogin,
            NodeJs = settings.NodeJs,
            AcmeServer = settings.AcmeServer,
            MaxUploadMb = settings.MaxUploadMb,
            DeleteData = settings.DeleteData,
            CloudflareRanges = zone.Ranges,
        });
        // Visitors are sent to the origin when it can serve them, and not before.
        var edge = new EdgeComponent("edge", new EdgeArgs(
            settings.ZoneId, settings.OwnsZone, settings.Domain, settings.OriginAddress, settings.OriginAddress6, settings.CacheAssets, origin.Serves));
        origin.Publish(edge.Resources, edge.State, settings.OriginAddress6 is null && zone.HasIpv6 ? "the forum's IPv6 records" : "");

        Url = Output.Create(settings.Domain.Url);
        Origin = Output.Create(settings.OriginAddress);
        Nodes = Output.Create(settings.Ports.ToImmutableArray());
        Verification = origin.Verification;
        AdminPassword = origin.AdminPassword;
    }

    /// <summary>The forum's address.</summary>
    [Output("url")]
    public Output<string> Url { get; private set; }

    /// <summary>The origin's IPv4 address.</summary>
    [Output("origin")]
    public Output<string> Origin { get; private set; }

    /// <summary>The workers' ports.</summary>
    [Output("nodes")]
    public Output<ImmutableArray<int>> Nodes { get; private set; }

    /// <summary>What the last verification saw: one line a check.</summary>
    [Output("verification")]
    public Output<string> Verification { get; private set; }

    /// <summary>The administrator's first password, a secret.</summary>
    [Output("adminPassword")]
    public Output<string> AdminPassword { get; private set; }

    // The new host would come up with an empty forum, and the visitors would be sent to that.
    private static void RefuseUnannouncedMove(ForumSettings settings, ZoneToday zone)
    {
        if (zone.ServedAt(settings.Domain, settings.OriginAddress) is { } other && settings.MovedFrom != other)
        {
            throw new RunException(
                $"nodebb:originAddress is \"{settings.OriginAddress}\", but the forum's visitors are served at {other}: bring the forum's data to the new host, "
                + $"as docs/operate.md says under \"Moving to another server\", and set nodebb:movedFrom to {other}; or write {other} here.");
        }
    }
}
