using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>Options that this engine does not have are refused, so that none is silently without effect.</summary>
internal static class UnsupportedOptions
{
    /// <summary>A sentence naming the first option that is not supported; null when all are.</summary>
    public static string? Find(RegisterResourceRequest request)
    {
        var option =
            request.Remote ? "a component of another package (remote)"
            : request.Transforms.Count > 0 ? "resourceTransforms"
            : request.Hooks is { } hooks && hooks.CalculateSize() > 0 ? "hooks"
            : request.HideDiffs.Count > 0 ? "hideDiffs"
            : request.ReplaceWith.Count > 0 ? "replaceWith"
            : request.ReplacementTrigger is { } trigger && !trigger.IsNull ? "replacementTrigger"
            : request.EnvVarMappings.Count > 0 ? "envVarMappings"
            : request.PackageRef.Length > 0 ? "a parameterized package"
            : null;
        return option is null ? null : Sentence($"{request.Type} '{request.Name}' uses {option}");
    }

    public static string Sentence(string what) => $"{what}, which the sandbox's engine does not support; the pulumi command does.";
}
