namespace Pulumi;

/// <summary>The options of a custom resource.</summary>
public sealed class CustomResourceOptions : ResourceOptions
{
    public bool? DeleteBeforeReplace { get; set; }

    public List<string> AdditionalSecretOutputs
    {
        get => field ??= [];
        set;
    }

    public string? ImportId { get; set; }

    /// <summary>Maps environment variables to those the provider reads.</summary>
    public Dictionary<string, string> EnvVarMappings
    {
        get => field ??= [];
        set;
    }

    public static CustomResourceOptions Merge(CustomResourceOptions? options1, CustomResourceOptions? options2)
    {
        var merged = options1?.Copy() ?? new CustomResourceOptions();
        if (options2 is not null)
        {
            merged.Take(options2);
            merged.DeleteBeforeReplace = options2.DeleteBeforeReplace ?? merged.DeleteBeforeReplace;
            merged.AdditionalSecretOutputs.AddRange(options2.AdditionalSecretOutputs);
            merged.ImportId = options2.ImportId ?? merged.ImportId;
            foreach (var (name, value) in options2.EnvVarMappings)
            {
                merged.EnvVarMappings[name] = value;
            }
        }

        return merged;
    }

    internal override ResourceOptions Clone() => Copy();

    private CustomResourceOptions Copy() =>
        CopyTo(
            new CustomResourceOptions
            {
                DeleteBeforeReplace = DeleteBeforeReplace,
                AdditionalSecretOutputs = [.. AdditionalSecretOutputs],
                ImportId = ImportId,
                EnvVarMappings = new(EnvVarMappings),
            }
        );
}
