using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>An error response, with the message of Cloudflare's provider.</summary>
internal sealed class CloudflareException(string request, HttpStatusCode? status) : Exception($"failed to make http request: {request}")
{
    /// <summary>The request and the response: <c>PATCH "url": 403 Forbidden {json}</c>.</summary>
    public string Request { get; } = request;

    /// <summary>Null without a response.</summary>
    public HttpStatusCode? Status { get; } = status;
}

/// <summary>Cloudflare's API v4, with the provider's retries: 408, 409, 429, 5xx and broken connections, eleven attempts in all.</summary>
internal sealed class CloudflareClient(HttpClient http, string baseUrl, string token)
{
    public const string DefaultBaseUrl = "https://api.cloudflare.com/client/v4";
    private const int Retries = 10;
    private const string UserAgent = "terraform-provider-cloudflare/pulumi nodebb-infra-sandbox";
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    public Task<Value> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    /// <summary>All items of a list, read page by page until one is empty.</summary>
    public async Task<IReadOnlyList<Value>> ListAsync(string path)
    {
        var items = new List<Value>();
        for (var page = 1; ; page++)
        {
            var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var answer = await GetAsync(page == 1 ? path : $"{path}{separator}page={page.ToString(CultureInfo.InvariantCulture)}");
            if (!answer.IsList || answer.ListValue.Values.Count == 0)
            {
                return items;
            }

            items.AddRange(answer.ListValue.Values);
        }
    }

    /// <summary>Sends a request and returns the response's result.</summary>
    /// <exception cref="CloudflareException">The status was not 2xx, or there was no response.</exception>
    public async Task<Value> SendAsync(HttpMethod method, string path, Struct? body)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var request = Request(method, path, body, attempt);
            TimeSpan? wait = null;
            try
            {
                using var response = await http.SendAsync(request);
                var text = await response.Content.ReadAsStringAsync();
                if (response.IsSuccessStatusCode)
                {
                    return Result(text);
                }

                if (!IsWorthRetrying(response.StatusCode) || attempt == Retries)
                {
                    throw new CloudflareException(
                        $"{Name(request)}: {(int)response.StatusCode} {Reason(response.StatusCode)} {text}",
                        response.StatusCode
                    );
                }

                wait = RetryAfter(response.Headers.RetryAfter);
            }
            catch (HttpRequestException error)
            {
                if (attempt == Retries)
                {
                    throw new CloudflareException($"{Name(request)}: {error.Message}", null);
                }
            }

            await Task.Delay(wait ?? Backoff(attempt));
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, Struct? body, int attempt)
    {
        var request = new HttpRequestMessage(method, baseUrl.TrimEnd('/') + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        request.Headers.Add("x-stainless-retry-count", attempt.ToString(CultureInfo.InvariantCulture));
        if (body is not null)
        {
            request.Content = new StringContent(JsonValues.ToText(Value.ForStruct(body)), Encoding.UTF8, "application/json");
        }

        return request;
    }

    private static string Name(HttpRequestMessage request) => $"{request.Method} \"{request.RequestUri}\"";

    private static string Reason(HttpStatusCode status)
    {
        using var response = new HttpResponseMessage(status);
        return response.ReasonPhrase ?? "";
    }

    private static bool IsWorthRetrying(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests || (int)status >= 500;

    private static TimeSpan? RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta is { } delta && delta < TimeSpan.FromMinutes(1) ? delta : null;

    /// <summary>Exponential up to 30 seconds, minus up to a quarter of random jitter.</summary>
    private static TimeSpan Backoff(int attempt)
    {
        var delay = Math.Min(FirstDelay.TotalSeconds * Math.Pow(2, attempt), LongestDelay.TotalSeconds);
        return TimeSpan.FromSeconds(delay * (1 - (System.Random.Shared.NextDouble() / 4)));
    }

    private static Value Result(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Value.ForNull();
        }

        using var json = JsonDocument.Parse(text);
        return json.RootElement.TryGetProperty("result", out var result) ? JsonValues.ToValue(result) : Value.ForNull();
    }
}
