namespace Pulumi;

/// <summary>Another name under which the resource may stand in the state.</summary>
public sealed class Alias
{
    public string? Urn { get; set; }

    public Input<string>? Name { get; set; }

    public Input<string>? Type { get; set; }

    public Input<string>? Stack { get; set; }

    public Input<string>? Project { get; set; }

    public Resource? Parent { get; set; }

    public Input<string>? ParentUrn { get; set; }

    public bool NoParent { get; set; }

    /// <exception cref="ArgumentException">The alias says two things at once.</exception>
    internal async Task<NodeBBInfra.Rpc.Alias> ToRpcAsync()
    {
        if (Urn is not null)
        {
            return Name is null && Type is null && Stack is null && Project is null && Parent is null && ParentUrn is null && !NoParent
                ? new() { Urn = Urn }
                : throw new ArgumentException($"Alias should not specify both {nameof(Urn)} and another property");
        }

        if ((Parent is null ? 0 : 1) + (ParentUrn is null ? 0 : 1) + (NoParent ? 1 : 0) > 1)
        {
            throw new ArgumentException(
                $"Only specify one of '{nameof(Parent)}', '{nameof(ParentUrn)}' or '{nameof(NoParent)}' in an {nameof(Alias)}");
        }

        var spec = new NodeBBInfra.Rpc.Alias.Types.Spec
        {
            Name = await TextAsync(Name).ConfigureAwait(false),
            Type = await TextAsync(Type).ConfigureAwait(false),
            Stack = await TextAsync(Stack).ConfigureAwait(false),
            Project = await TextAsync(Project).ConfigureAwait(false),
        };
        var parentUrn = Parent is null ? ParentUrn : (Input<string>)Parent.Urn;
        if (parentUrn is not null)
        {
            spec.ParentUrn = await TextAsync(parentUrn).ConfigureAwait(false);
        }
        else
        {
            spec.NoParent = NoParent;
        }

        return new() { Spec = spec };
    }

    private static Task<string> TextAsync(Input<string>? input)
        => input is null ? Task.FromResult("") : input.ToOutput().GetValueAsync(whenUnknown: "");
}
