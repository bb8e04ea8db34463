namespace Pulumi;

/// <summary>The options of a function call.</summary>
public class InvokeOptions
{
    public Resource? Parent { get; set; }

    public ProviderResource? Provider { get; set; }

    public string? Version { get; set; }
}

/// <summary>The options of a function call with an output as result.</summary>
public class InvokeOutputOptions : InvokeOptions
{
    public InputList<Resource> DependsOn
    {
        get => field ??= new();
        set;
    }
}
