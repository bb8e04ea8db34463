namespace Pulumi;

/// <summary>The options of a stack and everything in it.</summary>
public class StackOptions
{
    public List<ResourceTransformation> ResourceTransformations
    {
        get => field ??= [];
        set;
    }
}
