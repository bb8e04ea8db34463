using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary>Cloudflare's response envelope.</summary>
/// <remarks>https://developers.cloudflare.com/fundamentals/api/how-to/make-api-calls/</remarks>
internal static class Answer
{
    /// <summary>A success response.</summary>
    public static IResult Ok<T>(T result) => Json(200, Envelope(ZoneJson.Node(result), success: true));

    /// <summary>One page of a list. Pages after the last are empty, which tells clients to stop.</summary>
    /// <param name="items">The whole list.</param>
    /// <param name="request">The request, with the page and its size.</param>
    /// <param name="perPage">The default page size.</param>
    public static IResult Page<T>(IReadOnlyList<T> items, HttpRequest request, int perPage)
    {
        var page = Number(request, "page", 1, int.MaxValue);
        var size = request.Query.ContainsKey("per_page") ? Number(request, "per_page", 1, 5_000_000) : perPage;
        var shown = items.Skip((int)Math.Min((long)(page - 1) * size, int.MaxValue)).Take(size).ToList();
        var envelope = Envelope(ZoneJson.Node(shown), success: true);
        envelope["result_info"] = ZoneJson.Node(
            new
            {
                Page = page,
                PerPage = size,
                shown.Count,
                TotalCount = items.Count,
                TotalPages = (items.Count + size - 1) / size,
            }
        );
        return Json(200, envelope);
    }

    /// <summary>An error response.</summary>
    public static IResult Refused(ApiException error)
    {
        var entry = new JsonObject { ["code"] = error.Code, ["message"] = error.Message };
        if (error.Pointer is { } pointer)
            entry["source"] = new JsonObject { ["pointer"] = pointer };
        if (error.Cause is { } cause)
            entry["error_chain"] = new JsonArray(new JsonObject { ["code"] = cause.Code, ["message"] = cause.Message });
        var envelope = Envelope(result: null, success: false);
        envelope["errors"]!.AsArray().Add((JsonNode)entry);
        return Json(error.Status, envelope);
    }

    private static JsonObject Envelope(JsonNode? result, bool success) =>
        new()
        {
            ["result"] = result,
            ["success"] = success,
            ["errors"] = new JsonArray(),
            ["messages"] = new JsonArray(),
        };

    private static IResult Json(int status, JsonObject envelope) =>
        Results.Text(envelope.ToJsonString(ZoneJson.Options), "application/json", statusCode: status);

    private static int Number(HttpRequest request, string name, int standard, int most)
    {
        if (!request.Query.TryGetValue(name, out var text))
            return standard;
        return int.TryParse(text, out var number) && number >= 1 && number <= most
            ? number
            : throw ApiErrors.Invalid(name, $"must be a number from 1 to {most}");
    }
}
