using System.Collections.Immutable;
using NodeBBInfra.Adoption;
using NodeBBInfra.Components.Edge;
using NodeBBInfra.Components.Origin;
using NodeBBInfra.Configuration;
using Pulumi;

namespace NodeBBInfra;

// CA1711 reserves the suffix for stack collections; this is a Pulumi stack.
#pragma warning disable CA1711

/// <summary>One forum: reads the settings, creates the edge and the origin, exports the outputs.</summary>
public class ForumStack : Stack
{
    /// <summary>Creates the stack from the engine's configuration.</summary>
    /// <exception cref="RunException">The configuration is invalid. The message lists all problems.</exception>
    public ForumStack()
        : this(StackValues.FromEnvironment(), null) { }

    internal ForumStack(StackValues values, StackOptions? options)
        : base(options)
    {
        var settings = StackSettings.Read(values);
        var zone = ZoneToday.Read(settings.Edge.ZoneId);
        settings = settings.In(zone.Name);
        zone.CheckOwner(settings.Edge, settings.MovedFrom);
        RefuseUnannouncedMove(settings, zone);
        ImportIds.WriteIfAsked(settings, zone);
        var origin = new OriginComponent("origin", settings.Origin, zone.Ranges);
        // Visitors are not sent to the origin before it can serve them.
        var edge = new EdgeComponent("edge", settings.Edge, origin.Serves);
        origin.Publish(
            edge.Resources,
            edge.State,
            settings.Edge.OriginIpv6 is null && zone.HasIpv6(settings.Edge.Domain) ? "the forum's IPv6 records" : ""
        );

        Url = Output.Create(settings.Edge.Domain.Url);
        Origin = Output.Create(settings.Edge.OriginIpv4);
        Nodes = Output.Create(settings.Origin.Workers.Ports.ToImmutableArray());
        Verification = origin.Verification;
        AdminPassword = origin.AdminPassword;
    }

    /// <summary>The forum's URL.</summary>
    [Output("url")]
    public Output<string> Url { get; private set; }

    /// <summary>The origin's IPv4 address.</summary>
    [Output("origin")]
    public Output<string> Origin { get; private set; }

    /// <summary>The workers' ports.</summary>
    [Output("nodes")]
    public Output<ImmutableArray<int>> Nodes { get; private set; }

    /// <summary>The last verification's result, one line per check.</summary>
    [Output("verification")]
    public Output<string> Verification { get; private set; }

    /// <summary>The administrator's initial password, a secret.</summary>
    [Output("adminPassword")]
    public Output<string> AdminPassword { get; private set; }

    // On a new host the forum would be empty, and visitors would be sent to it.
    private static void RefuseUnannouncedMove(StackSettings settings, ZoneToday zone)
    {
        var (domain, address) = (settings.Edge.Domain, settings.Edge.OriginIpv4);
        if (zone.ServedAt(domain, address) is { } other && settings.MovedFrom != other)
        {
            throw new RunException(
                $"nodebb:originAddress is \"{address}\", but the forum's visitors are served at {other}: bring the forum's data to the new host, "
                    + $"as docs/operate.md says under \"Moving to another server\", and set nodebb:movedFrom to {other}; or write {other} here."
            );
        }
    }
}
