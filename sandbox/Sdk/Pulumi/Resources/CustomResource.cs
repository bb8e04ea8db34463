namespace Pulumi;

/// <summary>A resource managed by a provider.</summary>
public class CustomResource : Resource
{
    public CustomResource(string type, string name, ResourceArgs? args, CustomResourceOptions? options = null)
        : base(type, name, args ?? ResourceArgs.Empty, options ?? new CustomResourceOptions()) { }

    private protected CustomResource(string urn)
        : base(urn) { }

    [Output("id")]
    public Output<string> Id { get; private protected set; } = null!;
}

/// <summary>A resource referenced by URN.</summary>
internal sealed class DependencyResource(string urn) : CustomResource(urn);
