namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>One thing to read into the state.</summary>
/// <param name="Type">Its type token.</param>
/// <param name="Name">Its name in the program.</param>
/// <param name="Id">The id that its provider reads it by; empty for a component, of which there is nothing to read.</param>
/// <param name="Parent">The URN of its parent; empty for the stack.</param>
/// <param name="Provider">The URN of its provider; empty for the package's default one.</param>
/// <param name="Version">The provider's version; empty for the one that the state has, or the sandbox's.</param>
/// <param name="Protect">Whether it may be deleted only after it was unprotected.</param>
internal sealed record Import(string Type, string Name, string Id, string Parent, string Provider, string Version, bool Protect)
{
    public bool IsComponent => Id.Length == 0;

    public string Urn(string stack, string project) => Urns.Create(stack, project, Parent, Type, Name);
}
