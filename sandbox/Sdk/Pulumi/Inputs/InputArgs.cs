using System.Collections.Concurrent;
using System.Reflection;
using Google.Protobuf;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>The arguments of a resource or a function, named by <see cref="InputAttribute"/>.</summary>
public abstract class InputArgs
{
    private static readonly ConcurrentDictionary<Type, ImmutableArray<Member>> s_members = new();

    protected InputArgs() { }

    // Only the SDK may derive from this class directly.
    private protected abstract void Seal();

    /// <summary>The values by wire name; null if not set.</summary>
    /// <exception cref="ArgumentNullException">A required one is not set.</exception>
    internal virtual IReadOnlyDictionary<string, object?> ToDictionary()
    {
        var values = new Dictionary<string, object?>();
        foreach (var member in s_members.GetOrAdd(GetType(), MembersOf))
        {
            var value = member.Get(this);
            if (value is null && member.Input.IsRequired)
            {
                throw new ArgumentNullException(
                    member.Name,
                    $"[Input] {GetType().FullName}.{member.Name} is required but was not given a value"
                );
            }

            values.Add(member.Input.Name, member.Input.Json && value is not null ? ToJson(member.Name, value) : value);
        }

        return values;
    }

    private static Output<string> ToJson(string name, object value)
    {
        var output = value is IInput input ? new Output<object?>(input.ToOutput().GetDataAsync()) : Output.Create<object?>(value);
        return output.Apply(async content =>
        {
            var serialized = await new Serializer(keepResources: false).SerializeAsync(name, content).ConfigureAwait(false);
            return JsonFormatter.Default.Format(serialized);
        });
    }

    private static ImmutableArray<Member> MembersOf(Type type)
    {
        const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var fields = type.GetFields(All).Select(field => (Info: (MemberInfo)field, Get: (Func<object, object?>)field.GetValue));
        var properties = type.GetProperties(All)
            .Select(property => (Info: (MemberInfo)property, Get: (Func<object, object?>)property.GetValue));
        return
        [
            .. from member in fields.Concat(properties)
            let input = member.Info.GetCustomAttribute<InputAttribute>()
            where input is not null
            select new Member(input, member.Info.Name, member.Get),
        ];
    }

    private sealed record Member(InputAttribute Input, string Name, Func<object, object?> Get);
}

/// <summary>The arguments of a resource.</summary>
public abstract class ResourceArgs : InputArgs
{
    public static readonly ResourceArgs Empty = new NoArgs();

    protected ResourceArgs() { }

    private protected override void Seal() { }

    private sealed class NoArgs : ResourceArgs;
}

/// <summary>The arguments of a provider's function.</summary>
public abstract class InvokeArgs : InputArgs
{
    public static readonly InvokeArgs Empty = new NoArgs();

    protected InvokeArgs() { }

    private protected override void Seal() { }

    private sealed class NoArgs : InvokeArgs;
}
