using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace NodeBBInfra.Sandbox.Cloudflare;

/// <summary>
/// Rate-limiting rules, with one counter per rule and visitor: this edge is one data centre. Cached and refused requests count too.
/// https://developers.cloudflare.com/waf/rate-limiting-rules/request-rate/
/// </summary>
internal sealed class RateLimits(RuleMatcher rules, EdgeOptions options)
{
    private const string Phase = "http_ratelimit";
    private const int ManyCounters = 10_000;
    private readonly Lock _counting = new();
    private readonly Dictionary<(string Rule, IPAddress Visitor), Counter> _counters = [];

    /// <summary>Forwards the request or answers 429.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var visit = Visit.Of(context);
        if (visit.Skips(Phase))
            return next(context);
        foreach (
            var rule in rules.Matching(Phase, context).Where(rule => rule is { Action: "block", Ratelimit.ValueKind: JsonValueKind.Object })
        )
        {
            if (BlockedFor(rule, visit.Visitor) is { } rest)
                return RefuseAsync(context, rest);
        }

        return next(context);
    }

    private static async Task RefuseAsync(HttpContext context, TimeSpan rest)
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(rest.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
        await EdgePage.WriteAsync(context, StatusCodes.Status429TooManyRequests, 1015, "You are being rate limited");
    }

    // Counts a request and returns the remaining block time.
    private TimeSpan? BlockedFor(ZoneRule rule, IPAddress visitor)
    {
        var (now, limit) = (options.Clock.GetUtcNow(), rule.Ratelimit!.Value);
        lock (_counting)
        {
            if (_counters.Count > ManyCounters)
                Forget(now);
            var counter = _counters.GetValueOrDefault((rule.Ref, visitor));
            if (counter.BlockedUntil > now)
                return counter.BlockedUntil - now;
            if (counter.Ends <= now)
                counter = new Counter(now + Seconds(limit, "period"), 0, default);
            counter = counter with { Requests = counter.Requests + 1 };
            var blocked = counter.Requests > limit.GetProperty("requests_per_period").GetInt32();
            if (blocked)
                counter = counter with { BlockedUntil = now + Seconds(limit, "mitigation_timeout"), Ends = now };
            _counters[(rule.Ref, visitor)] = counter;
            return blocked ? counter.BlockedUntil - now : null;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, counter) in _counters)
        {
            if (counter.Ends <= now && counter.BlockedUntil <= now)
                _counters.Remove(key);
        }
    }

    private static TimeSpan Seconds(JsonElement limit, string name) => TimeSpan.FromSeconds(limit.GetProperty(name).GetInt32());

    private record struct Counter(DateTimeOffset Ends, int Requests, DateTimeOffset BlockedUntil);
}
