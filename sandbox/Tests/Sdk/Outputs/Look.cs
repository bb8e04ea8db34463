using Pulumi;
using Pulumi.Utilities;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>Inspects outputs.</summary>
internal static class Look
{
    public static Task<T> Value<T>(Output<T> output) => OutputUtilities.GetValueAsync(output);

    public static Task<bool> Known<T>(Output<T> output) => OutputUtilities.GetIsKnownAsync(output);

    public static Task<bool> Secret<T>(Output<T> output) => Output.IsSecretAsync(output);

    /// <summary>An unknown output.</summary>
    public static Output<T> Unknown<T>() => OutputUtilities.CreateUnknown(default(T)!);
}
