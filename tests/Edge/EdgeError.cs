namespace NodeBBInfra.Tests.Edge;

/// <summary>The edge's own error pages.</summary>
internal static class EdgeError
{
    /// <summary>Asserts that a response is the page of an error.</summary>
    public static async Task IsAsync(HttpResponseMessage response, int code)
    {
        Assert.Equal(code, (int)response.StatusCode);
        Assert.Contains($"error code: {code}", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.False(response.Headers.Contains("CF-Cache-Status"));
        Assert.True(response.Headers.Contains("CF-Ray"));
    }
}
