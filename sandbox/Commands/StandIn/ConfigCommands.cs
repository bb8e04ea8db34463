using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Sandbox.Engine.Configuration;
using NodeBBInfra.Sandbox.Engine.Display;
using NodeBBInfra.Sandbox.Engine.State;
using NodeBBInfra.Sandbox.Engine.Values;

namespace NodeBBInfra.Sandbox.Commands.StandIn;

using StackFile = NodeBBInfra.Sandbox.Engine.Configuration.StackFile;

/// <summary><c>pulumi config</c>: shows and edits Pulumi.&lt;stack&gt;.yaml.</summary>
internal static class ConfigCommands
{
    private static readonly Option<bool> Secret = new("--secret");
    private static readonly Option<bool> Path = new("--path");
    private static readonly Argument<string> Key = new("key");
    private static readonly Argument<string?> Value = new("value") { Arity = ArgumentArity.ZeroOrOne };

    public static Command Create()
    {
        var set = new Command("set") { Key, Value, Secret, Path };
        set.SetAction((result, cancellationToken) => SetAsync(result, cancellationToken));
        var get = new Command("get") { Key };
        get.SetAction(Get);
        var remove = new Command("rm") { Key };
        remove.SetAction(Remove);
        var config = new Command("config") { set, get, remove };
        config.SetAction(List);
        return config;
    }

    private static async Task SetAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var stack = StandInStack.Existing(result.GetValue(StandInCommand.Stack));
        var text =
            result.GetValue(Value)
            ?? (
                Console.IsInputRedirected
                    ? (await Console.In.ReadToEndAsync(cancellationToken)).TrimEnd('\n', '\r')
                    : throw new EngineException("config value must be specified in non-interactive mode")
            );
        var yaml = new StackYaml(stack.ConfigFile);
        JsonNode value = text;
        if (result.GetValue(Secret))
        {
            using var crypter = Crypter(stack, yaml);
            value = new JsonObject { ["secure"] = crypter.Encrypt(text) };
        }

        var (key, path) = Parse(stack, result.GetValue(Key)!, result.GetValue(Path));
        yaml.Set(key, path.Count == 0 ? value : At(yaml.Get(key), path, result.GetValue(Secret) ? value : Typed(text)));
        stack.Own.Add(key);
    }

    private static PassphraseCrypter Crypter(StandInStack stack, StackYaml yaml)
    {
        if (stack.Crypter() is { } known)
            return known;
        var made = PassphraseCrypter.Create(stack.Passphrase);
        yaml.SetSalt(made.Salt);
        return made;
    }

    /// <summary>With --path, the rest of the key is a path into a list or map.</summary>
    private static (string Key, IReadOnlyList<object> Path) Parse(StandInStack stack, string text, bool isPath)
    {
        if (!isPath)
            return (stack.Project.FullKey(text), []);
        var at = text.IndexOf(':', StringComparison.Ordinal);
        var parts = PropertyPath.TryParse(text[(at + 1)..])?.Parts;
        return parts?[0] is string name
            ? (stack.Project.FullKey(text[..(at + 1)] + name), [.. parts.Skip(1)])
            : throw new EngineException($"invalid configuration key: could not parse {text} as a path");
    }

    private static JsonNode Typed(string text) =>
        bool.TryParse(text, out var truth) ? truth
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : text;

    private static JsonNode At(JsonNode? old, IReadOnlyList<object> path, JsonNode value)
    {
        if (path.Count == 0)
            return value;
        IReadOnlyList<object> rest = [.. path.Skip(1)];
        if (path[0] is int index)
        {
            // Like the real command, pads a missing list with nulls.
            var list = old as JsonArray ?? [];
            while (list.Count <= index)
                list.Add((JsonNode?)null);
            list[index] = At(list[index], rest, value);
            return list;
        }

        var map = old as JsonObject ?? [];
        map[(string)path[0]] = At(map[(string)path[0]], rest, value);
        return map;
    }

    private static void Get(ParseResult result)
    {
        var stack = StandInStack.Existing(result.GetValue(StandInCommand.Stack));
        using var crypter = stack.Crypter();
        var key = stack.Project.FullKey(result.GetValue(Key)!);
        var value =
            StackFile.Read(stack.Project, stack.Name).Values(stack.Project, crypter).GetValueOrDefault(key)
            ?? throw new EngineException($"configuration key '{result.GetValue(Key)}' not found for stack '{stack.Name}'");
        Console.WriteLine(Text(value.Value));
    }

    private static void Remove(ParseResult result)
    {
        var stack = StandInStack.Existing(result.GetValue(StandInCommand.Stack));
        var key = stack.Project.FullKey(result.GetValue(Key)!);
        new StackYaml(stack.ConfigFile).Remove(key);
        stack.Own.Remove(key);
    }

    private static void List(ParseResult result)
    {
        var stack = StandInStack.Existing(result.GetValue(StandInCommand.Stack));
        using var crypter = stack.Crypter();
        var values = StackFile.Read(stack.Project, stack.Name).Values(stack.Project, crypter).ToDictionary();
        foreach (var entry in stack.Project.Entries.Where(entry => entry.Default is not null))
            values.TryAdd(entry.Key, new StackValue(entry.Default, entry.Secret));
        var own = stack.Project.Name + ":";
        Report.Plain(
            Console.Out,
            ["KEY", "VALUE"],
            [
                .. values
                    .OrderBy(value => value.Key, StringComparer.Ordinal)
                    .Select(value =>
                        new[]
                        {
                            value.Key.StartsWith(own, StringComparison.Ordinal) ? value.Key[own.Length..] : value.Key,
                            value.Value.Secret ? Redaction.Shown : Text(value.Value.Value),
                        }
                    ),
            ]
        );
    }

    private static string Text(JsonNode? value) =>
        value is null ? ""
        : value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>()
        : value.ToJsonString();
}
