using System.Collections.Immutable;
using NodeBBInfra.Adoption;
using NodeBBInfra.Components.Edge;
using NodeBBInfra.Components.Origin;
using NodeBBInfra.Configuration;
using Pulumi;

namespace NodeBBInfra;

// What the rule warns of is a collection called stack; this is Pulumi's.
#pragma warning disable CA1711

/// <summary>One forum: reads the settings, makes the edge and the origin, exports the outputs.</summary>
public class ForumStack : Stack
{
    /// <summary>Makes the stack from the configuration that the engine handed over.</summary>
    /// <exception cref="RunException">The configuration is wrong; the message says all of what is.</exception>
    public ForumStack()
        : this(StackValues.FromEnvironment(), null)
    {
    }

    internal ForumStack(StackValues values, StackOptions? options)
        : base(options)
    {
        var settings = StackSettings.Read(values);
        var zone = ZoneToday.Read(settings.Edge.ZoneId, settings.Edge.Domain);
        RefuseUnannouncedMove(settings, zone);
        ImportIds.WriteIfAsked(settings.Edge, zone);
        var origin = new OriginComponent("origin", settings.Origin, zone.Ranges);
        // Visitors are sent to the origin when it can serve them, and not before.
        var edge = new EdgeComponent("edge", settings.Edge, origin.Serves);
        origin.Publish(edge.Resources, edge.State, settings.Edge.OriginIpv6 is null && zone.HasIpv6 ? "the forum's IPv6 records" : "");

        Url = Output.Create(settings.Edge.Domain.Url);
        Origin = Output.Create(settings.Edge.OriginIpv4);
        Nodes = Output.Create(settings.Origin.Workers.Ports.ToImmutableArray());
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
    private static void RefuseUnannouncedMove(StackSettings settings, ZoneToday zone)
    {
        var (domain, address) = (settings.Edge.Domain, settings.Edge.OriginIpv4);
        if (zone.ServedAt(domain, address) is { } other && settings.MovedFrom != other)
        {
            throw new RunException(
                $"nodebb:originAddress is \"{address}\", but the forum's visitors are served at {other}: bring the forum's data to the new host, "
                + $"as docs/operate.md says under \"Moving to another server\", and set nodebb:movedFrom to {other}; or write {other} here.");
        }
    }
}
