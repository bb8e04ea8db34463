using System.Text;
using NodeBBInfra.Configuration;

namespace NodeBBInfra.Tests.Documentation;

/// <summary>The documentation of the declared settings.</summary>
internal static class SettingsText
{
    private const int Width = 118;

    /// <summary>A table of the required settings.</summary>
    public static string Required(IReadOnlyList<Setting> settings) =>
        "| key | |\n| --- | --- |\n"
        + string.Concat(
            settings
                .Where(s => s.Missing is not null)
                .Select(s => $"| `nodebb:{s.Key}` | {s.Description.Replace("<", "&lt;", StringComparison.Ordinal)} |\n")
        );

    /// <summary>The configuration that <c>pulumi new</c> asks for: the required settings and the API token.</summary>
    public static string Template(IReadOnlyList<Setting> settings) =>
        string.Concat(
            settings
                .Where(s => s.Missing is not null)
                .Select(s =>
                    $"    nodebb:{s.Key}:\n      description: \"{s.Description.Replace("\"", "\\\"", StringComparison.Ordinal)}\"\n"
                )
        ) + "    cloudflare:apiToken:\n      description: The Cloudflare API token (README.md has its permissions).\n      secret: true\n";

    /// <summary>A stack's file with all settings: the required ones, and the optional ones commented out.</summary>
    public static string Example(IReadOnlyList<Setting> settings) =>
        """
            # All settings. A stack's file, Pulumi.<stack>.yaml, needs the required ones, and those that should differ from their defaults.
            # The values here are examples. This file is written by "make docs" from the declarations in infra/Configuration, and read by the tests.
            #
            # Secrets are set with a command, which encrypts them. That includes the Cloudflare API token, cloudflare:apiToken, unless it is in the
            # environment as CLOUDFLARE_API_TOKEN.
            config:

            """ + string.Join('\n', settings.Select(Entry));

    private static string Entry(Setting setting)
    {
        var kind =
            setting.Missing is not null ? "Required. "
            : setting.IsSecret ? "Secret. "
            : "";
        List<string> lines = [.. Wrapped(kind + setting.Description).Select(line => $"# {line}")];
        if (setting.Default.Length > 0)
            lines.Add($"# Default: {setting.Default}{(setting.Limits is var (min, max) ? $", from {min} to {max}" : "")}");
        lines.Add(
            setting switch
            {
                { IsSecret: true } =>
                    $"# pulumi config set --secret nodebb:{setting.Key}{(setting.Example.Contains('\n') ? " < key" : "")}",
                { Missing: null } => $"# nodebb:{setting.Key}: {setting.Example}",
                _ => $"nodebb:{setting.Key}: {setting.Example}",
            }
        );
        return string.Concat(lines.Select(line => $"  {line}\n"));
    }

    private static IEnumerable<string> Wrapped(string text)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }
}
