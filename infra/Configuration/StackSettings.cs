using NodeBBInfra.Components;
using NodeBBInfra.Components.Edge;
using NodeBBInfra.Components.Origin;
using NodeBBInfra.Components.Origin.Certificate;
using NodeBBInfra.Components.Origin.Nginx;
using NodeBBInfra.Configuration.Checks;
using Pulumi;

namespace NodeBBInfra.Configuration;

/// <summary>All settings of a stack, converted to the components' settings. Each is declared here or in a group beside this file.</summary>
/// <param name="Edge">The edge's settings.</param>
/// <param name="Origin">The origin's settings.</param>
/// <param name="MovedFrom">The forum's address before it moved; null if it does not move.</param>
internal sealed record StackSettings(EdgeSettings Edge, OriginSettings Origin, string? MovedFrom)
{
    private const string Project = "nodebb";

    /// <summary>Reads the settings.</summary>
    /// <exception cref="RunException">A setting is invalid. The message has one line for each problem.</exception>
    public static StackSettings Read(StackValues stack)
    {
        var reader = new SettingsReader(stack, Project);
        var settings = Read(reader);
        List<string> problems =
        [
            .. reader.Problems,
            .. UnknownKeys.Problems(stack, Project, [.. reader.Declared.Select(setting => setting.Key)]).Select(sentence => sentence + "."),
            .. UnknownKeys.BadCredentials(stack).Select(sentence => sentence + "."),
        ];
        return problems.Count == 0 ? settings : throw new RunException(string.Join('\n', problems));
    }

    /// <summary>The same settings, with the forum in its zone.</summary>
    /// <param name="zone">The name of the zone.</param>
    /// <exception cref="RunException">The zone cannot have this forum, or one of the other forums.</exception>
    public StackSettings In(string zone)
    {
        var name = Edge.Domain.Name;
        string[] problems =
        [
            .. DnsNames.InZone(name, zone) is { } advice
                ? [$"{Project}:domain is {Quotes.Around(name)}: {advice}."]
                : Array.Empty<string>(),
            .. from other in Edge.OtherForums
            let wrong = DnsNames.InZone(other, zone)
            where wrong is not null
            select $"{Project}:otherForums has {Quotes.Around(other)}: {wrong}.",
        ];
        if (problems.Length > 0)
        {
            throw new RunException(string.Join('\n', problems));
        }

        var domain = new ForumDomain(name, zone);
        return this with { Edge = Edge with { Domain = domain }, Origin = Origin with { Server = Origin.Server with { Domain = domain } } };
    }

    /// <summary>The declarations of all settings, in reading order.</summary>
    public static IReadOnlyList<Setting> Declared()
    {
        var reader = new SettingsReader(StackValues.Parse(null, null), Project);
        Read(reader);
        return reader.Declared;
    }

    private static StackSettings Read(SettingsReader reader)
    {
        var domain = new ForumDomain(
            reader.Text(
                new Setting("domain", "The forum's domain: the zone's apex, to which www. redirects, or a direct subdomain.")
                {
                    Missing = "set it to the forum's domain, such as example.org",
                    Check = DnsNames.Domain,
                    Example = "forum.example.org",
                }
            )
        );
        var zoneId = reader.Text(
            new Setting("zoneId", "The Cloudflare zone's id, 32 hexadecimal digits.")
            {
                Missing = "set it to the zone's id, from the overview page of the Cloudflare dashboard",
                Check = CloudflareIds.Zone,
                Example = "023e105f4ecef8ad9ca31a8372d0c355",
            }
        );
        var ownsZone = reader.Flag(
            new Setting(
                "zoneOwner",
                "Whether this stack owns the zone's settings and rulesets. One stack per zone does; the others create only DNS records."
            )
            {
                Default = "true",
                Example = "false",
            }
        );
        var otherForums = reader.Texts(
            new Setting(
                "otherForums",
                "The zone's other forums, in the stack that owns the zone: its rules cover them too. Host names; * matches any text."
            )
            {
                Default = "[]",
                Example = """["staging.example.org", "pr-*.example.org"]""",
            },
            DnsNames.Forums
        );
        if (!ownsZone && otherForums.Count > 0)
        {
            reader.Problem(
                "nodebb:otherForums is set, but nodebb:zoneOwner is false: remove it here, and set it in the stack that owns the zone"
            );
        }

        var address = reader.Text(
            new Setting("originAddress", "The origin's IPv4 address, for the A records.")
            {
                Missing = "set it to the origin's IPv4 address, such as 192.0.2.10",
                Check = IpAddresses.Ipv4,
                Example = "203.0.113.10",
            }
        );
        var address6 = reader.Optional(
            new Setting("originAddress6", "The origin's IPv6 address, for AAAA records. Without it there are none.")
            {
                Check = IpAddresses.Ipv6,
                Example = "2001:db8::10",
            }
        );
        var movedFrom = reader.Optional(
            new Setting("movedFrom", "The forum's previous address, while it moves to another server (docs/operate.md).")
            {
                Check = IpAddresses.Ipv4,
                Example = "203.0.113.9",
            }
        );
        var connection = SshSettings.Read(reader, address);
        var administrator = AdministratorSettings.Read(reader);
        var workers = WorkerSettings.Read(reader);
        var (nodebb, login) = RepositorySettings.Read(reader);
        var nodeJs = NodeJsSettings.Read(reader);
        var acmeServer = reader.Text(
            new Setting("acmeServer", "URL of the certificate authority's ACME directory.")
            {
                Default = "https://acme-v02.api.letsencrypt.org/directory",
                Check = Downloads.AcmeDirectory,
                Example = "https://acme-staging-v02.api.letsencrypt.org/directory",
            }
        );
        var cacheAssets = reader.Flag(
            new Setting("cacheAssets", "Whether Cloudflare caches what is below /assets/ and /uploads/, except private uploads.")
            {
                Default = "true",
                Example = "false",
            }
        );
        var maxUploadMb = reader.Number(
            new Setting(
                "maxUploadMb",
                "The largest upload in megabytes; Cloudflare's Free plan allows 100. NodeBB's own limits, 2 MB as installed, "
                    + "are in its control panel."
            )
            {
                Default = $"{ForumServer.DefaultUploadMb}",
                Example = "50",
            },
            1,
            ForumServer.LargestUploadMb
        );
        var isIndexed = reader.Flag(
            new Setting(
                "indexed",
                "Whether search engines may index the forum. With false, X-Robots-Tag tells them not to, and robots.txt keeps other crawlers out."
            )
            {
                Default = "true",
                Example = "false",
            }
        );
        var banner = reader.Optional(
            new Setting("banner", "A text for the bottom of every page and for its title, for a forum that is not the real one.")
            {
                Check = Words.Line,
                Example = "Staging",
            }
        );
        var sendsMail = reader.Flag(
            new Setting(
                "outgoingMail",
                "Whether NodeBB may send mail. With false it sends none, also not with another forum's data. A plugin that uses a mail service's own "
                    + "API is not stopped."
            )
            {
                Default = "true",
                Example = "false",
            }
        );
        var onDestroy = DestroySettings.Read(reader);
        var repair = reader.Optional(
            new Setting(
                "repair",
                "A new text, such as a date, runs every step on the host again and so undoes what was changed there by hand. Keep the last one."
            )
            {
                Check = Words.Short,
                Example = "2026-11-28",
            }
        );
        return new StackSettings(
            new EdgeSettings(zoneId, ownsZone, otherForums, domain, address, address6, cacheAssets),
            new OriginSettings
            {
                Connection = connection,
                Server = new ForumServer(domain)
                {
                    MaxUploadMb = maxUploadMb,
                    IsIndexed = isIndexed,
                    Banner = banner,
                },
                Workers = workers,
                Administrator = administrator,
                Acme = new AcmeAccount(acmeServer, administrator.Email),
                NodeBB = nodebb,
                SendsMail = sendsMail,
                RepositoryLogin = login,
                NodeJs = nodeJs,
                Repair = repair,
                OnDestroy = onDestroy,
            },
            movedFrom
        );
    }
}
