namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>One resource to import.</summary>
/// <param name="Type">Its type token.</param>
/// <param name="Name">Its name in the program.</param>
/// <param name="Id">The provider's id for it; empty for a component, which is not read.</param>
/// <param name="Parent">The URN of its parent; empty for the stack.</param>
/// <param name="Provider">The URN of its provider; empty for the package's default provider.</param>
/// <param name="Version">The provider's version; empty for the state's, or the sandbox's.</param>
/// <param name="Protect">Whether to protect it from deletion.</param>
internal sealed record Import(string Type, string Name, string Id, string Parent, string Provider, string Version, bool Protect)
{
    public bool IsComponent => Id.Length == 0;

    public string Urn(string stack, string project) => Urns.Create(stack, project, Parent, Type, Name);
}
