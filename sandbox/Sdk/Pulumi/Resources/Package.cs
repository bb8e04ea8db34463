namespace Pulumi;

/// <summary>What the classes of the published provider packages have in common.</summary>
internal static class Package
{
    /// <summary>The options of a resource: what its class says, then what the program says.</summary>
    /// <param name="version">The package's version: the engine takes the plugin of the same one.</param>
    /// <param name="options">What the program says.</param>
    /// <param name="secrets">Outputs that are secrets whatever the provider says.</param>
    /// <param name="replaceOnChanges">Inputs whose change replaces the resource.</param>
    /// <param name="formerType">The resource's type in an earlier version.</param>
    public static CustomResourceOptions Options(
        string version, CustomResourceOptions? options, string[]? secrets, string[]? replaceOnChanges, string? formerType)
    {
        var merged = CustomResourceOptions.Merge(
            new CustomResourceOptions
            {
                Version = version,
                AdditionalSecretOutputs = [.. secrets ?? []],
                ReplaceOnChanges = [.. replaceOnChanges ?? []],
                Aliases = formerType is null ? [] : [new Alias { Type = formerType }],
            },
            options);

        // A constructor registers; only Get, which is not here, reads a resource with an id.
        merged.Id = "";
        return merged;
    }

    public static TOptions Options<TOptions>(string version, TOptions? options)
        where TOptions : InvokeOptions, new()
    {
        options ??= new();
        options.Version ??= version;
        return options;
    }

    /// <summary>The input as a secret: what a package does for the inputs that its schema calls secret.</summary>
    public static Output<T> Secret<T>(Input<T>? value) => Output.CreateSecret(value.ToOutput());
}
