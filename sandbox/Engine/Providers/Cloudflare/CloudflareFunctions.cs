using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers.Cloudflare;

/// <summary>The provider's functions (invokes).</summary>
internal static class CloudflareFunctions
{
    private const string IpRanges = "cloudflare:index/getIpRanges:getIpRanges";

    public static async Task<Struct> Invoke(ApiClient api, string token, Struct arguments)
    {
        if (token != IpRanges)
        {
            throw ProviderFailure.Unknown("cloudflare function", token, [IpRanges]);
        }

        var networks = arguments.Text("networks") is { } only ? "?networks=" + Uri.EscapeDataString(only) : "";
        var answer = await api.Send(HttpMethod.Get, "ips" + networks).ConfigureAwait(false) as JsonObject ?? [];
        var result = new Struct();
        foreach (var (field, json) in answer)
        {
            if (ApiNames.FromJson(field, json) is { } value)
            {
                result.Fields[ApiNames.FromApi(field)] = value;
            }
        }

        return result;
    }
}
