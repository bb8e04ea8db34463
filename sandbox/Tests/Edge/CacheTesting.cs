using Microsoft.AspNetCore.Http;

namespace NodeBBInfra.Tests.Edge;

/// <summary>Shorthands for cache tests.</summary>
internal static class CacheTesting
{
    /// <summary>An origin that returns this response with 200.</summary>
    public static RequestDelegate Answer(string body, string? control, string? type = null, string? tag = null) =>
        context =>
        {
            if (control is not null)
                context.Response.Headers.CacheControl = control;
            if (tag is not null)
                context.Response.Headers.ETag = tag;
            context.Response.ContentType = type;
            return context.Response.WriteAsync(body);
        };

    /// <summary>CF-Cache-Status of successive requests.</summary>
    public static async Task<string> StatusesAsync(TestEdge edge, params string[] targets)
    {
        using var visitor = edge.Visitor();
        var statuses = new List<string>();
        foreach (var target in targets)
        {
            using (var response = await visitor.GetAsync(edge.Https(target)))
                statuses.Add(Status(response));
        }

        return string.Join(" ", statuses);
    }

    /// <summary>CF-Cache-Status of a response.</summary>
    public static string Status(HttpResponseMessage response) => response.Headers.GetValues("CF-Cache-Status").Single();
}
