namespace Pulumi;

/// <summary>How a stack and everything in it is to be treated.</summary>
public class StackOptions
{
    public List<ResourceTransformation> ResourceTransformations { get => field ??= []; set; }

    public List<ResourceTransform> ResourceTransforms { get => field ??= []; set; }
}
