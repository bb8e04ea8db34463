using System.Globalization;
using System.Text.RegularExpressions;
using NodeBBInfra.Rpc;
using NodeBBInfra.Sandbox.Engine.State;

namespace NodeBBInfra.Sandbox.Engine.Steps;

/// <summary>Durations as Pulumi's SDKs write them: 5m, 1h30m, 250ms. https://pkg.go.dev/time#ParseDuration</summary>
internal static partial class GoDuration
{
    public static CustomTimeouts Timeouts(RegisterResourceRequest.Types.CustomTimeouts? timeouts) =>
        timeouts is null
            ? CustomTimeouts.None
            : new CustomTimeouts(
                TrySeconds(timeouts.Create) ?? 0,
                TrySeconds(timeouts.Update) ?? 0,
                TrySeconds(timeouts.Delete) ?? 0,
                TrySeconds(timeouts.Read) ?? 0
            );

    /// <summary>Seconds; 0 for an empty text; null for an invalid duration.</summary>
    public static double? TrySeconds(string text)
    {
        if (text.Length == 0)
        {
            return 0;
        }

        var parts = Part().Matches(text);
        if (parts.Sum(part => part.Length) != text.Length)
        {
            return null;
        }

        return parts.Sum(part =>
            double.Parse(part.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
            * part.Groups[2].Value switch
            {
                "h" => 3600,
                "m" => 60,
                "s" => 1,
                "ms" => 1e-3,
                _ => 1e-6,
            }
        );
    }

    [GeneratedRegex(@"(\d+(?:\.\d+)?)(h|ms|m|s|us|µs)")]
    private static partial Regex Part();
}
