using NodeBBInfra.Components.Origin.Data;

namespace NodeBBInfra.Configuration;

/// <summary>
/// What destroying the stack does on the host. Data is deleted only if two settings say so, and never that of a protected stack.
/// </summary>
internal static class DestroySettings
{
    public static OnDestroy Read(SettingsReader reader)
    {
        var onDestroy = reader.Choice<OnDestroy>(
            new Setting(
                "onDestroy",
                "What destroying the stack does on the host. leave: nothing. stop: stops the forum, removes the stack's files, units and users, and "
                    + "keeps the forum's data and secrets for a later deployment. erase: deletes those too."
            )
            {
                Default = "stop",
                Example = "leave",
            }
        );
        var deleteData = reader.Flag(
            new Setting("deleteData", "Has to be true for onDestroy: erase, so that one changed line never deletes a forum.")
            {
                Default = "false",
                Example = "true",
            }
        );
        var protectedStacks = reader.Texts(
            new Setting("protected", "Names of stacks whose data no destroy may delete: they refuse onDestroy: erase and deleteData.")
            {
                Default = "[]",
                Example = """["prod"]""",
            },
            names =>
                names.Any(name => name.Length == 0 || name.Contains('/', StringComparison.Ordinal))
                    ? ["write the names of stacks without organization and project, such as [\"prod\"]"]
                    : []
        );
        foreach (
            var name in protectedStacks.Where(name => name != reader.Stack && name.Equals(reader.Stack, StringComparison.OrdinalIgnoreCase))
        )
        {
            reader.Problem($"nodebb:protected has {Quotes.Around(name)}, but this stack is {reader.Stack}: write {reader.Stack}");
        }

        var erases = onDestroy == OnDestroy.Erase;
        if (protectedStacks.Contains(reader.Stack) && (erases || deleteData))
        {
            reader.Problem(
                $"nodebb:protected has {Quotes.Around(reader.Stack)}, so its data cannot be deleted: remove nodebb:deleteData and write nodebb:onDestroy: stop"
            );
        }
        else if (erases && !deleteData)
        {
            reader.Problem(
                "nodebb:onDestroy is \"erase\", which deletes the forum's data: write nodebb:deleteData: true, too, or nodebb:onDestroy: stop"
            );
        }
        else if (deleteData && !erases)
        {
            reader.Problem(
                "nodebb:deleteData is true, but only nodebb:onDestroy: erase deletes data: write that, too, or remove nodebb:deleteData"
            );
        }

        return onDestroy;
    }
}
