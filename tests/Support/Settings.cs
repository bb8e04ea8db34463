using NodeBBInfra.Configuration;
using Pulumi;

namespace NodeBBInfra.Tests.Support;

/// <summary>A stack's configuration that is right, to be made wrong in one place or several.</summary>
internal static class Settings
{
    public const string HostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    /// <summary>The least that a stack must say.</summary>
    public static Dictionary<string, string> Valid => new()
    {
        ["nodebb:domain"] = "example.org",
        ["nodebb:zoneId"] = "023e105f4ecef8ad9ca31a8372d0c353",
        ["nodebb:originAddress"] = "192.0.2.10",
        ["nodebb:sshHostKey"] = HostKey,
        ["nodebb:email"] = "admin@example.org",
    };

    /// <summary>The valid configuration with other values; null removes a key.</summary>
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

    /// <summary>The sentences that reading the configuration ends with; none when it is right.</summary>
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
