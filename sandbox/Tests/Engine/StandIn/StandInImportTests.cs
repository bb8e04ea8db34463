using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodeBBInfra.Sandbox.Commands;

namespace NodeBBInfra.Tests.Engine.StandIn;

/// <summary>Resources that exist in a zone but not in the state: two ways to import them, and one that fails.</summary>
public sealed class StandInImportTests : IAsyncLifetime, IDisposable
{
    private const string Record = "cloudflare:index/dnsRecord:DnsRecord";
    private readonly StandInProject _project = new();
    private readonly HttpClient _http = new();
    private LoopbackZone _zone = null!;
    private string _id = "";

    public async Task InitializeAsync()
    {
        _zone = await LoopbackZone.StartAsync("example.org", CancellationToken.None);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _zone.Endpoint.Token);
        using var made = await _http.PostAsJsonAsync(
            $"{_zone.Endpoint.BaseUrl}/zones/{_zone.ZoneId}/dns_records",
            new
            {
                name = "www.example.org",
                type = "A",
                content = "203.0.113.10",
                proxied = true,
                ttl = 1,
            }
        );
        _id = (string)(await made.Content.ReadFromJsonAsync<JsonNode>())!["result"]!["id"]!;
        foreach (
            var (name, value) in new[]
            {
                ("STAND_IN_PROGRAM", "zone"),
                ("CLOUDFLARE_API_TOKEN", _zone.Endpoint.Token),
                ("CLOUDFLARE_BASE_URL", _zone.Endpoint.BaseUrl),
            }
        )
        {
            _project.Environment[name] = value;
        }

        await _project.DoAsync("pulumi stack init prod");
    }

    public async Task DisposeAsync() => await _zone.DisposeAsync();

    public void Dispose()
    {
        _http.Dispose();
        _project.Dispose();
    }

    [Fact]
    public async Task By_a_file_that_a_preview_wrote_and_a_person_filled_in()
    {
        Assert.Contains("81058", await _project.RefusedAsync("pulumi up --skip-preview"), StringComparison.Ordinal);
        await _project.DoAsync(
            "pulumi stack export --file before.json && pulumi destroy && pulumi stack rm --preserve-config && pulumi stack init prod"
        );
        await _project.DoAsync("pulumi preview --import-file import.json");
        var file = JsonNode.Parse(_project["import.json"])!;
        var resources = file["resources"]!.AsArray();
        Assert.Equal(["edge", "www", "ssl"], resources.Select(resource => (string)resource!["name"]!));
        Assert.Equal((true, null), ((bool?)resources[0]!["component"], (string?)resources[0]!["id"]));
        Assert.Equal(
            ("edge", "<PLACEHOLDER>", "6.17.0"),
            ((string?)resources[1]!["parent"], (string?)resources[1]!["id"], (string?)resources[1]!["version"])
        );

        // Children before parents, because the file's order must not matter.
        resources[1]!["id"] = $"{_zone.ZoneId}/{_id}";
        file["resources"] = new JsonArray(resources[1]!.DeepClone(), resources[0]!.DeepClone());
        _project.Write("import.json", file.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        var imported = await _project.DoAsync("pulumi import --file import.json --protect=false --generate-code=false");
        Assert.Contains("= 2 imported", imported, StringComparison.Ordinal);
        Assert.Contains("+ 1 to create\n    3 unchanged", await _project.DoAsync("pulumi preview"), StringComparison.Ordinal);
        await _project.DoAsync("pulumi up --skip-preview");
        Assert.Contains("4 unchanged", await _project.DoAsync("pulumi preview --refresh --expect-no-changes"), StringComparison.Ordinal);
        Assert.Equal(_id, _project.State.Resources.Single(resource => resource.Name == "www").Id);
    }

    [Fact]
    public async Task Alone_with_its_parent_and_without_one_it_becomes_another_thing()
    {
        Assert.Contains("81058", await _project.RefusedAsync("pulumi up --skip-preview"), StringComparison.Ordinal);
        await _project.DoAsync(
            $"pulumi import {Record} www {_zone.ZoneId}/{_id} --parent 'edge=urn:pulumi:prod::nodebb::nodebb:edge:Edge::edge' --protect=false --generate-code=false"
        );
        Assert.Contains("to create", await _project.DoAsync("pulumi preview"), StringComparison.Ordinal);
        Assert.DoesNotContain(" www create", await _project.DoAsync("pulumi preview"), StringComparison.Ordinal);

        var again = await _project.RefusedAsync(
            $"pulumi import {Record} www {_zone.ZoneId}/{new string('0', 32)} --parent 'edge=urn:pulumi:prod::nodebb::nodebb:edge:Edge::edge' --generate-code=false"
        );
        Assert.Contains("already exists", again, StringComparison.Ordinal);
        Assert.Contains(
            "unknown parent 'urn:pulumi:prod::nodebb::no:no:No::no'",
            await _project.RefusedAsync(
                $"pulumi import {Record} other {_zone.ZoneId}/{_id} --parent urn:pulumi:prod::nodebb::no:no:No::no --generate-code=false"
            ),
            StringComparison.Ordinal
        );

        // Outside of the component it is another resource: the program's is created, and deleting the protected import is refused.
        await _project.DoAsync($"pulumi import {Record} alone {_zone.ZoneId}/{_id} --generate-code=false");
        Assert.Contains("cannot be deleted\n", await _project.RefusedAsync("pulumi preview"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_unprotects_what_was_imported_in_the_wrong_place_and_goes_on_after_errors_has_it_deleted()
    {
        await _project.DoAsync($"pulumi import {Record} www {_zone.ZoneId}/{_id} --generate-code=false");
        Assert.Contains(
            $"`pulumi state unprotect 'urn:pulumi:prod::nodebb::{Record}::www'`",
            await _project.RefusedAsync("pulumi up"),
            StringComparison.Ordinal
        );
        await _project.DoAsync($"pulumi state unprotect 'urn:pulumi:prod::nodebb::{Record}::www'");
        Assert.Contains("81058", await _project.RefusedAsync("pulumi up --skip-preview"), StringComparison.Ordinal);
        Assert.True(await ExistsAsync());
        var last = await _project.RefusedAsync("pulumi up --skip-preview --continue-on-error");
        Assert.Contains("81058", last, StringComparison.Ordinal);
        Assert.Contains("- 1 deleted", last, StringComparison.Ordinal);
        Assert.False(await ExistsAsync());
        await _project.DoAsync("pulumi up --skip-preview");
    }

    private async Task<bool> ExistsAsync()
    {
        using var response = await _http.GetAsync($"{_zone.Endpoint.BaseUrl}/zones/{_zone.ZoneId}/dns_records/{_id}");
        return response.IsSuccessStatusCode;
    }
}
