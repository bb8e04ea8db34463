using System.Reflection;

namespace Pulumi;

/// <summary>A resource composed of others.</summary>
public class ComponentResource : Resource
{
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, ResourceArgs.Empty, options) { }

    /// <exception cref="RunException">The component is remote.</exception>
    public ComponentResource(string type, string name, ResourceArgs? args, ComponentResourceOptions? options = null, bool remote = false)
        : base(
            type,
            name,
            remote ? throw Unsupported.In(type, name, "a component of another package (remote)") : args ?? ResourceArgs.Empty,
            options ?? new ComponentResourceOptions()
        ) { }

    protected void RegisterOutputs() => RegisterOutputs(DeclaredOutputs(GetType().GetProperties()));

    protected void RegisterOutputs(IDictionary<string, object?> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        RegisterOutputs(Output.Create(outputs));
    }

    protected void RegisterOutputs(Task<IDictionary<string, object?>> outputs) => RegisterOutputs(Output.Create(outputs));

    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        Deployment.CurrentOrThrow.RegisterOutputs(this, outputs);
    }

    /// <summary>The values of the properties declared as outputs, without the SDK's own.</summary>
    private protected Dictionary<string, object?> DeclaredOutputs(IEnumerable<PropertyInfo> properties)
    {
        var outputs = new Dictionary<string, object?>();
        foreach (var property in properties.Where(property => property.Name != nameof(Urn)))
        {
            if (property.GetCustomAttribute<OutputAttribute>() is { } output)
            {
                outputs.Add(string.IsNullOrWhiteSpace(output.Name) ? property.Name : output.Name, property.GetValue(this));
            }
        }

        return outputs;
    }
}
