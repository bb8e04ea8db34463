using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary><c>/zones/{zone}/dns_records</c></summary>
/// <remarks>https://developers.cloudflare.com/api/resources/dns/subresources/records/</remarks>
internal static class DnsRecordsApi
{
    private const int PerPage = 100;

    public static void Map(IEndpointRouteBuilder zone, CloudflareState state)
    {
        zone.MapGet(
            "/dns_records",
            (HttpRequest request) => Answer.Page(state.Zone.DnsRecords.FindAll(record => IsAsked(record, request.Query)), request, PerPage)
        );
        zone.MapPost("/dns_records", (Body body) => Answer.Ok(Create(state, body)));
        zone.MapGet("/dns_records/{id}", (string id) => Answer.Ok(Find(state.Zone, id)));
        zone.MapPut("/dns_records/{id}", (string id, Body body) => Answer.Ok(Update(state, id, body)));
        zone.MapPatch(
            "/dns_records/{id}",
            (string id, Body body) => Answer.Ok(Update(state, id, DnsRecordReader.Merge(Find(state.Zone, id), body)))
        );
        zone.MapDelete("/dns_records/{id}", (string id) => Answer.Ok(Delete(state, id)));
    }

    private static DnsRecord Create(CloudflareState state, Body body) =>
        state.Change(zone =>
        {
            var record = DnsRecordReader.Read(zone, body, existing: null);
            DnsRecordConflicts.Check(zone, record);
            return zone.DnsRecords.Count < FreePlanLimits.DnsRecords
                ? (zone with { DnsRecords = zone.DnsRecords.Add(record) }, record)
                : throw ApiErrors.RecordQuota();
        });

    private static DnsRecord Update(CloudflareState state, string id, Body body) =>
        state.Change(zone =>
        {
            var existing = Find(zone, id);
            var record = DnsRecordReader.Read(zone, body, existing);
            DnsRecordConflicts.Check(zone, record);
            return (zone with { DnsRecords = zone.DnsRecords.Replace(existing, record) }, record);
        });

    private static object Delete(CloudflareState state, string id) =>
        state.Change<object>(zone => (zone with { DnsRecords = zone.DnsRecords.Remove(Find(zone, id)) }, new { Id = id }));

    private static DnsRecord Find(Zone zone, string id) =>
        zone.DnsRecords.Find(record => record.Id == id) ?? throw ApiErrors.RecordMissing();

    private static bool IsAsked(DnsRecord record, IQueryCollection query) =>
        Fits(query, "type", record.Type)
        && Fits(query, "name", record.Name)
        && Fits(query, "name.exact", record.Name)
        && Fits(query, "content", record.Content)
        && Fits(query, "content.exact", record.Content);

    private static bool Fits(IQueryCollection query, string name, string value) =>
        !query.TryGetValue(name, out var asked) || string.Equals(asked, value, StringComparison.OrdinalIgnoreCase);
}
