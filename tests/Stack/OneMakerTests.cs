using System.Reflection;
using System.Reflection.Emit;
using NodeBBInfra.Components.Origin;
using Pulumi;

namespace NodeBBInfra.Tests.StackTests;

/// <summary>Looks into the compiled code, where no spelling of a constructor call can hide.</summary>
public class OneMakerTests
{
    [Fact]
    public void Only_HostCommand_makes_resources_of_the_command_provider()
    {
        IEnumerable<Assembly> assemblies = [typeof(HostCommand).Assembly, typeof(ForumStack).Assembly];

        var makers = from type in assemblies.SelectMany(a => a.GetTypes())
                     from method in Methods(type)
                     where Constructed(method).Any(made => typeof(CustomResource).IsAssignableFrom(made) && made.Namespace!.StartsWith("Pulumi.Command", StringComparison.Ordinal))
                     select Outermost(type);

        Assert.Equal([typeof(HostCommand)], makers.Distinct());
    }

    private static IEnumerable<MethodBase> Methods(Type type)
    {
        const BindingFlags own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return type.GetMethods(own).Concat<MethodBase>(type.GetConstructors(own));
    }

    /// <summary>The types that a method constructs: what follows each byte that could be "newobj" and is a constructor's token.</summary>
    private static IEnumerable<Type> Constructed(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var i = 0; i + sizeof(int) < code.Length; i++)
        {
            if (code[i] == OpCodes.Newobj.Value && Resolve(method, BitConverter.ToInt32(code, i + 1)) is { } constructor)
                yield return constructor.DeclaringType!;
        }
    }

    private static ConstructorInfo? Resolve(MethodBase method, int token)
    {
        try
        {
            var inType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
            return method.Module.ResolveMethod(token, inType, method.IsGenericMethod ? method.GetGenericArguments() : null) as ConstructorInfo;
        }
        catch (ArgumentException)
        {
            // The byte was part of something else.
            return null;
        }
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
