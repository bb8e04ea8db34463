namespace Pulumi;

/// <summary>The root of a program's resources.</summary>
public class Stack : ComponentResource
{
    internal const string RootType = "pulumi:pulumi:Stack";

    public Stack(StackOptions? options = null)
        : base(
            RootType,
            $"{Deployment.CurrentOrThrow.Settings.Project}-{Deployment.CurrentOrThrow.Settings.Stack}",
            new ComponentResourceOptions { ResourceTransformations = options?.ResourceTransformations ?? [] }
        ) => Deployment.CurrentOrThrow.Stack = this;

    /// <summary>A stack defined by a function.</summary>
    internal Stack(Func<Task<IDictionary<string, object?>>> program, StackOptions? options)
        : this(options)
    {
        Outputs = Output.Create(MakeAsync());
        RegisterOutputs(Outputs);

        // A synchronous exception of the function must fail the outputs too.
        async Task<IDictionary<string, object?>> MakeAsync() => await program().ConfigureAwait(false);
    }

    internal Output<IDictionary<string, object?>> Outputs { get; private set; } =
        Output.Create<IDictionary<string, object?>>(new Dictionary<string, object?>());

    /// <summary>Registers the outputs of a stack defined as a class.</summary>
    /// <exception cref="RunException">An output was not assigned or is not an output.</exception>
    internal void RegisterDeclaredOutputs()
    {
        var outputs = DeclaredOutputs(GetType().GetProperties());
        if (outputs.Where(output => output.Value is null).Select(output => output.Key).ToList() is { Count: > 0 } missing)
        {
            throw new RunException(
                $"Output(s) '{string.Join(", ", missing)}' have no value assigned. "
                    + "[Output] attributed properties must be assigned inside Stack constructor."
            );
        }

        if (outputs.Where(output => output.Value is not IOutput).Select(output => output.Key).ToList() is { Count: > 0 } wrong)
        {
            throw RunException.OutputsHaveIncorrectType(wrong);
        }

        Outputs = Output.Create<IDictionary<string, object?>>(outputs);
        RegisterOutputs(Outputs);
    }
}
