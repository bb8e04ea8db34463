namespace NodeBBInfra.Tests.Edge;

/// <summary>The edge's own error pages.</summary>
internal static class EdgeError
{
    // https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/
    private static readonly Dictionary<int, string> Titles = new()
    {
        [520] = "Web server is returning an unknown error",
        [521] = "Web server is down",
        [522] = "Connection timed out",
        [523] = "Origin is unreachable",
        [524] = "A timeout occurred",
        [525] = "SSL handshake failed",
        [526] = "Invalid SSL certificate",
    };

    /// <summary>Asserts that a response is an error page.</summary>
    public static async Task IsAsync(HttpResponseMessage response, int code)
    {
        Assert.Equal(code, (int)response.StatusCode);
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains($"error code: {code}", page, StringComparison.Ordinal);
        Assert.Contains(Titles[code], page, StringComparison.Ordinal);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.False(response.Headers.Contains("CF-Cache-Status"));
        Assert.True(response.Headers.Contains("CF-Ray"));
    }
}
