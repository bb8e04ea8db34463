using System.Text.Json;

namespace NodeBBInfra.Tests.Interrupted;

/// <summary>A deployment's result: the host's files and units, and the zone's records and rules, one per line.</summary>
internal static class ForumSnapshot
{
    // Differs after every deployment and may: NodeBB's logs and caches, and npm's timestamps.
    private const string Host = """
        set -euo pipefail
        cd /
        find etc/nodebb etc/nodebb-infra etc/nginx etc/letsencrypt/renewal-hooks etc/systemd/system usr/local/lib/nodebb-infra usr/local/sbin usr/local/bin opt/node opt/nodebb \
          var/lib/nodebb var/lib/nodebb-infra -xdev -maxdepth 4 -not -path '*/node_modules*' -not -path '*/logs*' -not -path '*/build/*' -not -path '*/acme/*' -printf '%p %y %m %u:%g %l\n' \
          | sed -E 's/-[0-9a-f]{8}\.sock/-<new at each start>.sock/; s/\b[0-9a-f]{11}\b/<new in each build>/g' | sort
        find etc/nodebb etc/nodebb-infra etc/nginx etc/systemd/system usr/local/lib/nodebb-infra -xdev -type f -exec sha256sum {} + | sort -k 2
        systemctl list-unit-files --no-legend 'nodebb@*' nginx.service redis-server.service | awk '{ print $1, $2 }' | sort
        systemctl list-units --all --plain --no-legend 'nodebb@*' nginx.service redis-server.service | awk '{ print $1, $3 }' | sort
        ls -A /run/nodebb-infra | grep -v '^\.locks$' || true
        """;

    private static readonly string[] Volatile =
    [
        "id",
        "created_on",
        "modified_on",
        "last_updated",
        "version",
        "comment_modified_on",
        "meta",
        "zone_id",
        "zone_name",
    ];

    /// <summary>Takes a snapshot.</summary>
    public static async Task<IReadOnlyList<string>> TakeAsync(ForumWorld world)
    {
        List<string> lines = [.. (await world.OnHostAsync(Host)).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        lines.AddRange(Things(await world.ZoneAsync("/dns_records")));
        foreach (var setting in new[] { "ssl", "always_use_https", "min_tls_version", "websockets", "security_level" })
            lines.Add($"{setting} {(await world.ZoneAsync($"/settings/{setting}")).GetProperty("value")}");
        foreach (var ruleset in (await world.ZoneAsync("/rulesets")).EnumerateArray())
            lines.AddRange(Things((await world.ZoneAsync($"/rulesets/{ruleset.GetProperty("id")}")).GetProperty("rules")));
        return lines;
    }

    private static IEnumerable<string> Things(JsonElement list) =>
        list.EnumerateArray()
            .Select(thing =>
                string.Join(
                    ' ',
                    thing
                        .EnumerateObject()
                        .Where(member => !Volatile.Contains(member.Name))
                        .Select(member => $"{member.Name}={member.Value}")
                )
            )
            .Order(StringComparer.Ordinal);
}
