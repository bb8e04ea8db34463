namespace Pulumi;

/// <summary>The shared part of the provider packages' classes.</summary>
internal static class Package
{
    /// <summary>Merges the options of a resource's class with the program's.</summary>
    /// <param name="version">The package's version, which selects the plugin's.</param>
    /// <param name="options">The program's options.</param>
    /// <param name="secrets">Outputs that are always secret.</param>
    /// <param name="replaceOnChanges">Inputs whose change replaces the resource.</param>
    /// <param name="formerType">The resource's type token in an earlier version.</param>
    public static CustomResourceOptions Options(
        string version,
        CustomResourceOptions? options,
        string[]? secrets,
        string[]? replaceOnChanges,
        string? formerType
    )
    {
        return CustomResourceOptions.Merge(
            new CustomResourceOptions
            {
                Version = version,
                AdditionalSecretOutputs = [.. secrets ?? []],
                ReplaceOnChanges = [.. replaceOnChanges ?? []],
                Aliases = formerType is null ? [] : [new Alias { Type = formerType }],
            },
            options
        );
    }

    public static TOptions Options<TOptions>(string version, TOptions? options)
        where TOptions : InvokeOptions, new()
    {
        options ??= new();
        options.Version ??= version;
        return options;
    }

    /// <summary>Marks an input as secret, as packages do for their schema's secret inputs.</summary>
    public static Output<T> Secret<T>(Input<T>? value) => Output.CreateSecret(value.ToOutput());
}
