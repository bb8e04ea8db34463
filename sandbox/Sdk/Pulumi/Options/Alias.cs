namespace Pulumi;

/// <summary>Another name of the resource in the state.</summary>
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

    /// <exception cref="ArgumentException">The alias contradicts itself.</exception>
    internal async Task<NodeBBInfra.Rpc.Alias> ToRpcAsync()
    {
        if (Urn is not null)
        {
            return
                SecondOf(
                    (nameof(Name), Name),
                    (nameof(Type), Type),
                    (nameof(Project), Project),
                    (nameof(Stack), Stack),
                    (nameof(Parent), Parent),
                    (nameof(ParentUrn), ParentUrn),
                    (nameof(NoParent), NoParent ? this : null)
                )
                    is { } second
                ? throw new ArgumentException($"{nameof(Alias)} should not specify both {nameof(Urn)} and {second}")
                : new() { Urn = Urn };
        }

        if ((Parent is null ? 0 : 1) + (ParentUrn is null ? 0 : 1) + (NoParent ? 1 : 0) > 1)
        {
            throw new ArgumentException(
                $"Only specify one of '{nameof(Parent)}', '{nameof(ParentUrn)}' or '{nameof(NoParent)}' in an {nameof(Alias)}"
            );
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
            if (await TextAsync(parentUrn).ConfigureAwait(false) is { Length: > 0 } known)
            {
                spec.ParentUrn = known;
            }
        }
        else
        {
            spec.NoParent = NoParent;
        }

        return new() { Spec = spec };
    }

    private static string? SecondOf(params ReadOnlySpan<(string Name, object? Value)> properties)
    {
        foreach (var (name, value) in properties)
        {
            if (value is not null)
            {
                return name;
            }
        }

        return null;
    }

    private static Task<string> TextAsync(Input<string>? input) =>
        input is null ? Task.FromResult("") : input.ToOutput().GetValueAsync(whenUnknown: "");
}
