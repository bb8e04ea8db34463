using System.Globalization;
using System.Reflection;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>The format of names, parameters, attributes and values in tests/PublicSurface.</summary>
internal static class SurfaceText
{
    public static string ArgumentsOf(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(NameOf))}>" : "";

    public static string ParametersOf(MethodBase method) => ParametersOf(method.GetParameters());

    public static string ParametersOf(ParameterInfo[] parameters) =>
        string.Join(
            ", ",
            parameters.Select(parameter =>
                (parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")
                + $"{NameOf(parameter.ParameterType)} {parameter.Name}"
                + (parameter.HasDefaultValue ? " = " + ValueOf(parameter.RawDefaultValue) : "")
            )
        );

    public static string AttributesOf(MemberInfo member) =>
        string.Concat(
            from attribute in member.GetCustomAttributesData()
            where IsPulumis(attribute.AttributeType)
            let name = attribute.AttributeType.Name[..^"Attribute".Length]
            select $" [{name}({string.Join(", ", ArgumentsOf(attribute))})]"
        );

    private static bool IsPulumis(Type attribute) =>
        attribute.Namespace?.Split('.')[0] == "Pulumi" || (attribute.BaseType is { } above && IsPulumis(above));

    private static IEnumerable<string> ArgumentsOf(CustomAttributeData attribute) =>
        attribute
            .ConstructorArguments.Select(argument => ValueOf(argument.Value))
            .Concat(attribute.NamedArguments.Select(argument => $"{argument.MemberName} = {ValueOf(argument.TypedValue.Value)}"));

    public static string ValueOf(object? value) =>
        value switch
        {
            null => "null",
            string text => $"\"{text}\"",
            bool flag => flag ? "true" : "false",
            _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        };

    public static string NameOf(Type type)
    {
        if (type.IsByRef)
        {
            return NameOf(type.GetElementType()!) + "&";
        }

        if (type.IsArray)
        {
            return NameOf(type.GetElementType()!) + "[]";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var outer = type.IsNested ? NameOf(type.DeclaringType!) : type.Namespace;
        var name = type.Name.Split('`')[0];
        return type.IsGenericType ? $"{outer}.{name}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>" : $"{outer}.{name}";
    }
}
