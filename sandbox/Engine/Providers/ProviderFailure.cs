using Grpc.Core;
using NodeBBInfra.Rpc;

namespace NodeBBInfra.Sandbox.Engine.Providers;

/// <summary>How a provider says no: as gRPC errors, which is what an engine expects.</summary>
internal static class ProviderFailure
{
    public static RpcException Of(string message) => new(new Status(StatusCode.Unknown, message), message);

    public static RpcException Unknown(string kind, string token, IEnumerable<string> known) =>
        Of($"The sandbox knows no {kind} '{token}'; it knows {string.Join(", ", known.Order(StringComparer.Ordinal))}.");

    /// <summary>The resource type in a URN, without its parents: urn:pulumi:stack::project::parent$type::name.</summary>
    public static string TypeOf(string urn) => urn.Split("::")[2].Split('$')[^1];

    /// <summary>The type of a request, which newer engines send and older ones leave in the URN.</summary>
    public static string TypeOf(string type, string urn) => type.Length > 0 ? type : TypeOf(urn);

    public static CheckResponse Refuse(this CheckResponse response, string property, string reason)
    {
        response.Failures.Add(new CheckFailure { Property = property, Reason = reason });
        return response;
    }
}
