namespace Pulumi;

/// <summary>The root of everything that a program registers.</summary>
public class Stack : ComponentResource
{
    internal const string RootType = "pulumi:pulumi:Stack";

    public Stack(StackOptions? options = null)
        : base(
            RootType,
            $"{Deployment.CurrentOrThrow.Settings.Project}-{Deployment.CurrentOrThrow.Settings.Stack}",
            new ComponentResourceOptions
            {
                ResourceTransformations = options?.ResourceTransformations ?? [],
                ResourceTransforms = options?.ResourceTransforms ?? [],
            })
        => Deployment.CurrentOrThrow.Stack = this;

    /// <summary>A stack whose resources and outputs a function makes.</summary>
    internal Stack(Func<Task<IDictionary<string, object?>>> program, StackOptions? options)
        : this(options)
    {
        Outputs = Output.Create(MakeAsync());
        RegisterOutputs(Outputs);

        // What the function throws at once is a failure of the outputs too.
        async Task<IDictionary<string, object?>> MakeAsync() => await program().ConfigureAwait(false);
    }

    internal Output<IDictionary<string, object?>> Outputs { get; private set; }
        = Output.Create<IDictionary<string, object?>>(new Dictionary<string, object?>());

    /// <summary>Registers the outputs of a stack that is written as a class.</summary>
    /// <exception cref="RunException">An output was not assigned, or is no output.</exception>
    internal void RegisterDeclaredOutputs()
    {
        var outputs = DeclaredOutputs(GetType().GetProperties());
        if (outputs.Where(output => output.Value is null).Select(output => output.Key).ToList() is { Count: > 0 } missing)
        {
            throw new RunException(
                $"Output(s) '{string.Join(", ", missing)}' have no value assigned. "
                + "[Output] attributed properties must be assigned inside Stack constructor.");
        }

        if (outputs.Where(output => output.Value is not IOutput).Select(output => output.Key).ToList() is { Count: > 0 } wrong)
        {
            throw RunException.OutputsHaveIncorrectType(wrong);
        }

        Outputs = Output.Create<IDictionary<string, object?>>(outputs);
        RegisterOutputs(Outputs);
    }
}
