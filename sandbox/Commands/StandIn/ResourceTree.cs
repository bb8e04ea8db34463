using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Commands.StandIn;

/// <summary>The resource tree that <c>pulumi stack</c> prints, optionally with URNs.</summary>
internal sealed class ResourceTree(IReadOnlyList<ResourceState> resources, bool showUrns)
{
    /// <summary>The type and name of each resource.</summary>
    public IEnumerable<string[]> Rows => resources.Where(resource => resource.Parent.Length == 0).SelectMany(root => Of(root, "  ", ""));

    private IEnumerable<string[]> Of(ResourceState resource, string padding, string branch)
    {
        var children = resources.Where(child => child.Parent == resource.Urn && child.Parent.Length > 0).ToList();
        yield return [padding + branch + resource.Type, resource.Name];
        var below =
            padding
            + branch switch
            {
                "├─ " => "│  ",
                "└─ " => "   ",
                _ => "",
            };
        if (showUrns)
            yield return [$"{below}{(children.Count > 0 ? "│  " : "   ")}URN: {resource.Urn}", ""];
        for (var index = 0; index < children.Count; index++)
        {
            foreach (var row in Of(children[index], below, index == children.Count - 1 ? "└─ " : "├─ "))
                yield return row;
        }
    }
}
