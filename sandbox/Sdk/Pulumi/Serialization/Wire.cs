namespace Pulumi.Serialization;

/// <summary>The wire format of values that JSON does not have.</summary>
/// <remarks>https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/properties.go</remarks>
internal static class Wire
{
    /// <summary>The placeholder of an unknown value.</summary>
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    /// <summary>The property that marks an object as a special value and names its kind.</summary>
    public const string Signature = "4dabf18193072939515e22adb298388d";

    public const string Secret = "1b47061264138c4ac30d75fd1eb44270";
    public const string Resource = "5cf8f73096256a8f31e491e813e4eb8e";
    public const string Output = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
}
