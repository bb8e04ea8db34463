using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Providers.Instances;
using NodeBBInfra.Sandbox.Engine.Steps;

namespace NodeBBInfra.Sandbox.Engine.Program;

/// <summary>
/// The function that the engine itself implements: it looks up a resource of this run by URN, for the option <c>urn</c> and for
/// references.
/// https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/builtins.go
/// </summary>
internal static class EngineFunctions
{
    public const string GetResource = "pulumi:pulumi:getResource";

    /// <exception cref="ProviderException">The program has not registered this resource.</exception>
    public static ResourceInvokeResponse Answer(ResourceInvokeRequest request, Registrar registrar)
    {
        var urn = request.Args?.Fields.GetValueOrDefault("urn")?.StringValue ?? "";
        var resource = registrar.Find(urn) ?? throw new ProviderException($"unknown resource {urn}");
        return new ResourceInvokeResponse
        {
            Return = new Struct
            {
                Fields =
                {
                    ["urn"] = Value.ForString(urn),
                    ["id"] = Value.ForString(resource.Id),
                    ["state"] = Value.ForStruct(resource.Outputs),
                },
            },
        };
    }
}
