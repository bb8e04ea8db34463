using System.Globalization;
using System.Reflection;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>Writes down what an assembly shows to others, in the form of the lists in tests/PublicSurface.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The surface of an assembly: a line for each type, and the lines of its members.</summary>
    public static Dictionary<string, HashSet<string>> Of(Assembly assembly)
        => assembly.GetExportedTypes().ToDictionary(HeadOf, type => MembersOf(type).ToHashSet(StringComparer.Ordinal));

    /// <summary>A list: what <see cref="Of"/> gave of a published assembly.</summary>
    public static Dictionary<string, HashSet<string>> Read(IEnumerable<string> lines)
    {
        var surface = new Dictionary<string, HashSet<string>>();
        HashSet<string> members = [];
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            if (line[0] != ' ')
            {
                surface.Add(line, members = new(StringComparer.Ordinal));
            }
            else
            {
                members.Add(line.Trim());
            }
        }

        return surface;
    }

    private static string HeadOf(Type type)
    {
        var kind = type.IsInterface ? "interface"
            : type.IsValueType ? "struct"
            : type.IsSubclassOf(typeof(Delegate)) ? "delegate"
            : (type.IsAbstract, type.IsSealed) switch
            {
                (true, true) => "static class",
                (true, false) => "abstract class",
                (false, true) => "sealed class",
                _ => "class",
            };
        var above = new List<Type>();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            above.Add(parent);
        }

        above.AddRange(type.GetInterfaces().Where(found => found.IsPublic).OrderBy(NameOf, StringComparer.Ordinal));
        var bases = above.Count == 0 ? "" : " : " + string.Join(", ", above.Select(NameOf));
        return $"{kind} {NameOf(type)}{bases}{AttributesOf(type)}";
    }

    private static IEnumerable<string> MembersOf(Type type)
    {
        foreach (var constructor in type.GetConstructors(Declared).Where(found => IsShown(found) && !found.IsStatic))
        {
            yield return $"{AccessOf(constructor)}.ctor({ParametersOf(constructor)})";
        }

        foreach (var method in type.GetMethods(Declared).Where(IsShown))
        {
            if (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
            {
                yield return $"{AccessOf(method)}{NameOf(method.ReturnType)} {method.Name}{ArgumentsOf(method)}({ParametersOf(method)})";
            }
        }

        foreach (var property in type.GetProperties(Declared))
        {
            var shown = property.GetAccessors(nonPublic: true).Where(IsShown).ToArray();
            if (shown.Length > 0)
            {
                var index = property.GetIndexParameters() is { Length: > 0 } keys ? $"[{ParametersOf(keys)}]" : "";
                var accessors = string.Concat(shown.Select(accessor => accessor.Name[..3] + "; ").Order(StringComparer.Ordinal));
                yield return $"{AccessOf(shown[0])}{NameOf(property.PropertyType)} {property.Name}{index} {{ {accessors}}}{AttributesOf(property)}";
            }
        }

        foreach (var field in type.GetFields(Declared))
        {
            if (field.IsPublic || field.IsFamily)
            {
                var access = (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
                yield return $"public {access}{NameOf(field.FieldType)} {field.Name}{AttributesOf(field)}";
            }
            else if (field.GetCustomAttribute<Pulumi.InputAttribute>() is not null)
            {
                yield return $"(private) {NameOf(field.FieldType)} {field.Name}{AttributesOf(field)}";
            }
        }
    }

    private static bool IsShown(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string AccessOf(MethodBase method)
        => (method.IsPublic ? "public " : "protected ")
            + (method.IsStatic ? "static " : method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "");

    private static string ArgumentsOf(MethodInfo method)
        => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(NameOf))}>" : "";

    private static string ParametersOf(MethodBase method) => ParametersOf(method.GetParameters());

    private static string ParametersOf(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(parameter =>
        (parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")
        + $"{NameOf(parameter.ParameterType)} {parameter.Name}"
        + (parameter.HasDefaultValue ? " = " + ValueOf(parameter.RawDefaultValue) : "")));

    private static string AttributesOf(MemberInfo member) => string.Concat(
        from attribute in member.GetCustomAttributesData()
        where attribute.AttributeType.Namespace!.StartsWith("Pulumi", StringComparison.Ordinal)
        let name = attribute.AttributeType.Name[..^"Attribute".Length]
        select $" [{name}({string.Join(", ", attribute.ConstructorArguments.Select(argument => ValueOf(argument.Value)))})]");

    private static string ValueOf(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    private static string NameOf(Type type)
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
