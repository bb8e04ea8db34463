using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary>A request's JSON object. Like Cloudflare, it requires no content type, so that a plain <c>curl --data</c> works.</summary>
/// <param name="Json">The object.</param>
internal sealed record Body(JsonElement Json)
{
    /// <summary>Reads the body of a request, for ASP.NET.</summary>
    /// <exception cref="ApiException">The body is not a JSON object.</exception>
    public static async ValueTask<Body> BindAsync(HttpContext context)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new Body(document.RootElement.Clone())
                : throw ApiErrors.MalformedJson();
        }
        catch (JsonException)
        {
            throw ApiErrors.MalformedJson();
        }
    }

    /// <summary>A member; null when it is missing or null.</summary>
    public JsonElement? Member(string name) => Member(Json, name);

    /// <inheritdoc cref="Member(string)"/>
    public static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    /// <summary>A string member; null when it is missing.</summary>
    public string? Text(string name) =>
        Member(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            _ => throw ApiErrors.Invalid(name, "must be a string"),
        };

    /// <summary>A boolean member; null when it is missing.</summary>
    public bool? Flag(string name) =>
        Member(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.False } => false,
            _ => throw ApiErrors.Invalid(name, "must be true or false"),
        };

    /// <summary>An integer member; null when it is missing.</summary>
    public int? Number(string name) =>
        Member(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) => value,
            _ => throw ApiErrors.Invalid(name, "must be a whole number"),
        };

    /// <summary>A string list member; null when it is missing.</summary>
    public IReadOnlyList<string>? Texts(string name) =>
        Member(name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [
                .. list.EnumerateArray().Select(item => item.GetString()!),
            ],
            _ => throw ApiErrors.Invalid(name, "must be a list of strings"),
        };

    /// <summary>A required member.</summary>
    public static T Required<T>(T? value, string name)
        where T : class => value ?? throw ApiErrors.Invalid(name, "is required");
}
