using Google.Protobuf.WellKnownTypes;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Engine.Providers;

/// <summary>Finds changed inputs and checks the names and the required inputs.</summary>
internal static class InputChanges
{
    /// <summary>The changed top-level inputs. An input newly set to its existing output value is unchanged.</summary>
    public static IReadOnlyList<string> Of(DiffRequest request)
    {
        var difference = Differences.Between(request.OldInputs ?? request.Olds, request.News);
        if (difference is null)
        {
            return [];
        }

        var added = difference
            .Adds.Where(add => !(request.Olds.Fields.TryGetValue(add.Key, out var old) && old.Equals(add.Value)))
            .Select(add => add.Key);
        return
        [
            .. added
                .Concat(difference.Deletes.Keys)
                .Concat(difference.Updates.Keys)
                .Where(key => !request.IgnoreChanges.Contains(key))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The unchanged inputs, with a failure for each missing or unknown one.</summary>
    public static CheckResponse Check(CheckRequest request, IReadOnlyCollection<string> required, IReadOnlyCollection<string> optional)
    {
        var response = new CheckResponse { Inputs = request.News };
        foreach (var name in required.Where(name => !request.News.Fields.TryGetValue(name, out var value) || value.IsNull))
        {
            response.Failures.Add(
                new CheckFailure
                {
                    Reason = $"Missing required argument. The argument \"{name}\" is required, but no definition was found.",
                }
            );
        }

        foreach (
            var name in request.News.Fields.Keys.Where(name =>
                !Markers.IsInternal(name) && !required.Contains(name) && !optional.Contains(name)
            )
        )
        {
            response.Failures.Add(new CheckFailure { Property = name, Reason = $"An argument named \"{name}\" is not expected here." });
        }

        response.Failures.AddRange(
            InputTypes.Failures(request.News).Where(failure => required.Contains(failure.Property) || optional.Contains(failure.Property))
        );
        return response;
    }

    public static DiffResponse Response(IReadOnlyCollection<string> changed, IEnumerable<string> diffs, IEnumerable<string> replaces)
    {
        var response = new DiffResponse
        {
            Changes = changed.Count > 0 ? DiffResponse.Types.DiffChanges.DiffSome : DiffResponse.Types.DiffChanges.DiffNone,
        };
        if (changed.Count > 0)
        {
            response.Diffs.AddRange(diffs.Distinct().Order(StringComparer.Ordinal));
            response.Replaces.AddRange(replaces);
        }

        return response;
    }

    /// <summary>A copy of the inputs in which the named ones, if unset, are unknown.</summary>
    public static Struct WithUnknown(Struct inputs, IEnumerable<string> names)
    {
        var result = inputs.Clone();
        foreach (var name in names)
        {
            result.Fields.TryAdd(name, Markers.Unknown);
        }

        return result;
    }
}
