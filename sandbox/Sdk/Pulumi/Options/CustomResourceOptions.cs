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

    public static CustomResourceOptions Merge(CustomResourceOptions? options1, CustomResourceOptions? options2)
    {
        var merged = options1?.Copy() ?? new CustomResourceOptions();
        if (options2 is not null)
        {
            merged.Take(options2);
            merged.DeleteBeforeReplace = options2.DeleteBeforeReplace ?? merged.DeleteBeforeReplace;
            merged.AdditionalSecretOutputs.AddRange(options2.AdditionalSecretOutputs);
            merged.ImportId = options2.ImportId ?? merged.ImportId;
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
            }
        );
}
