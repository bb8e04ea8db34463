using System.Reflection;
using static NodeBBInfra.Tests.Sdk.SurfaceText;

namespace NodeBBInfra.Tests.Sdk;

/// <summary>Lists an assembly's public surface in the format of tests/PublicSurface.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The surface of an assembly: a line per type, with its members' lines.</summary>
    public static Dictionary<string, HashSet<string>> Of(Assembly assembly) => Of(assembly.GetTypes().Where(IsShown));

    /// <inheritdoc cref="Of(Assembly)"/>
    public static Dictionary<string, HashSet<string>> Of(IEnumerable<Type> types) =>
        types.ToDictionary(HeadOf, type => MembersOf(type).ToHashSet(StringComparer.Ordinal));

    /// <summary>Reads a list written by <see cref="Of(Assembly)"/> for a published assembly.</summary>
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
        var kind =
            type.IsInterface ? "interface"
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
            yield return $"{AccessOf(constructor)}.ctor({ParametersOf(constructor)}){AttributesOf(constructor)}";
        }

        foreach (var method in type.GetMethods(Declared).Where(IsShown))
        {
            if (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
            {
                yield return $"{AccessOf(method)}{NameOf(method.ReturnType)} {method.Name}{ArgumentsOf(method)}({ParametersOf(method)}){AttributesOf(method)}";
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

        foreach (var shown in type.GetEvents(Declared).Where(found => IsShown(found.AddMethod!)))
        {
            yield return $"{AccessOf(shown.AddMethod!)}event {NameOf(shown.EventHandlerType!)} {shown.Name}{AttributesOf(shown)}";
        }

        foreach (var field in type.GetFields(Declared))
        {
            if (field.IsPublic || IsProtected(field))
            {
                var access =
                    (field.IsPublic ? "public " : "protected ")
                    + (field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : ""));
                var value = field.IsLiteral ? " = " + ValueOf(field.GetRawConstantValue()) : "";
                yield return $"{access}{NameOf(field.FieldType)} {field.Name}{value}{AttributesOf(field)}";
            }
            else if (field.GetCustomAttribute<Pulumi.InputAttribute>() is not null)
            {
                yield return $"(private) {NameOf(field.FieldType)} {field.Name}{AttributesOf(field)}";
            }
        }
    }

    /// <summary>Whether others can use it: public, or protected in a public type.</summary>
    private static bool IsShown(Type type) =>
        type.IsPublic || ((type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsShown(type.DeclaringType!));

    private static bool IsProtected(FieldInfo field) => field.IsFamily || field.IsFamilyOrAssembly;

    private static bool IsShown(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string AccessOf(MethodBase method) =>
        (method.IsPublic ? "public " : "protected ")
        + (
            method.IsStatic ? "static "
            : method.IsAbstract ? "abstract "
            : method is { IsVirtual: true, IsFinal: false } ? "virtual "
            : ""
        );
}
