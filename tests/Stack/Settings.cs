using NodeBBInfra.Configuration;
using Pulumi;

namespace NodeBBInfra.Tests.StackTests;

/// <summary>A valid stack configuration, for tests to change.</summary>
internal static class Settings
{
    public const string HostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    /// <summary>The zone's name.</summary>
    public const string Zone = "example.org";

    /// <summary>The required settings only.</summary>
    public static Dictionary<string, string> Valid =>
        new()
        {
            ["nodebb:domain"] = "example.org",
            ["nodebb:zoneId"] = "023e105f4ecef8ad9ca31a8372d0c353",
            ["nodebb:originAddress"] = "192.0.2.10",
            ["nodebb:sshHostKey"] = HostKey,
            ["nodebb:email"] = "admin@example.org",
        };

    /// <summary>The valid configuration with changes; null removes a key.</summary>
    public static StackValues With(params (string Key, string? Value)[] changes) => With([], changes);

    public static StackValues With(string[] secrets, params (string Key, string? Value)[] changes)
    {
        var values = Valid;
        foreach (var (key, value) in changes)
        {
            if (value is null)
                values.Remove(key);
            else
                values[key] = value;
        }

        return new StackValues(values, secrets.ToHashSet());
    }

    /// <summary>The problems that reading the configuration reports; empty if it is valid.</summary>
    public static string[] ProblemsOf(StackValues configuration)
    {
        try
        {
            StackSettings.Read(configuration);
            return [];
        }
        catch (RunException e)
        {
            return e.Message.Split('\n');
        }
    }
}
