using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>
/// Cloudflare's API v4 over HTTP. Answers 408, 409, 429 and 5xx and cut connections are tried again without a word, up to ten
/// times with growing pauses, as the real provider does; other refusals become an error with the API's own JSON.
/// </summary>
internal sealed class ApiClient : IDisposable
{
    private const int Retries = 10;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1.6);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http;
    private readonly Func<TimeSpan, Task> _pause;

    /// <param name="baseUrl">Such as https://api.cloudflare.com/client/v4.</param>
    /// <param name="token">An API token.</param>
    /// <param name="pause">Waits between two tries; for tests.</param>
    public ApiClient(string baseUrl, string token, Func<TimeSpan, Task>? pause = null)
    {
        _http = new HttpClient { BaseAddress = new Uri(baseUrl.TrimEnd('/') + "/") };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("nodebbinfra-sandbox/1");
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        _pause = pause ?? Task.Delay;
    }

    /// <summary>Sends a request and gives the answer's <c>result</c>; null for an empty answer.</summary>
    /// <param name="method">GET, POST, PUT, PATCH or DELETE.</param>
    /// <param name="path">Relative to the base.</param>
    /// <param name="body">JSON, or null.</param>
    /// <param name="missing">What to do with 404: give null (a read) or fail (the others).</param>
    public async Task<JsonNode?> Send(HttpMethod method, string path, JsonNode? body = null, bool missing = false)
    {
        using var response = await Retry(method, path, body).ConfigureAwait(false);
        var text = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            return text.Length == 0 ? null : JsonNode.Parse(text)?["result"];
        }

        if (missing && response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        var status = $"{(int)response.StatusCode} {response.ReasonPhrase}";
        throw ProviderFailure.Of(
            $"failed to make http request: {method} \"{response.RequestMessage!.RequestUri}\": {status} {text.Trim()}");
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> Retry(HttpMethod method, string path, JsonNode? body)
    {
        var pause = FirstPause;
        for (var tried = 0; ; tried++)
        {
            try
            {
                using var request = new HttpRequestMessage(method, path);
                if (body is not null)
                {
                    request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
                }

                var response = await _http.SendAsync(request).ConfigureAwait(false);
                if (tried == Retries || !Passing(response.StatusCode))
                {
                    return response;
                }

                response.Dispose();
            }
            catch (HttpRequestException failure) when (tried == Retries)
            {
                throw ProviderFailure.Of($"failed to make http request: {method} \"{new Uri(_http.BaseAddress!, path)}\": {failure.Message}");
            }
            catch (HttpRequestException)
            {
                // The connection was cut or refused; tried again below.
            }

            await _pause(pause).ConfigureAwait(false);
            pause = TimeSpan.FromTicks(Math.Min((pause * 2).Ticks, LongestPause.Ticks));
        }
    }

    private static bool Passing(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests || (int)status >= 500;
}
