using System.Globalization;
using System.Text.RegularExpressions;
using NodeBBInfra.Components.Origin.Nginx;
using NodeBBInfra.Tests.LocalOrigins;

namespace NodeBBInfra.Tests.Sessions;

/// <summary>No visitor loses a socket.io session, with real clients, real nginx and three workers.</summary>
[Collection(LocalOriginTests.Name)]
public sealed class SessionTests
{
    [OriginFact]
    public async Task No_session_is_lost_whatever_changes_between_its_requests() =>
        Golden.Matches("sessions.txt", await AskAsync(Affinity.Session));

    /// <summary>The other strategies lose the sessions they are known to lose, so the test above would detect a loss.</summary>
    [OriginTheory]
    [InlineData(Affinity.XForwardedFor, "forged, changing X-Forwarded-For")]
    [InlineData(Affinity.VisitorIp, "IPv4 and IPv6 by turns")]
    public async Task The_guides_way_and_the_visitors_address_lose_sessions(Affinity affinity, string scenario)
    {
        var (lost, all) = Numbers(await AskAsync(affinity, ("ONLY", scenario)));

        // Two of three workers are wrong, for two of three kinds of clients.
        Assert.InRange(lost, all / 9, all);
    }

    private static Task<string> AskAsync(Affinity affinity, params (string, string)[] environment) =>
        LocalOrigin.AskAsync(
            Repository.PathOf("sandbox", "Tests", "Sessions", "questions.mjs"),
            affinity,
            [("VISITORS", "36"), .. environment]
        );

    private static (int Lost, int All) Numbers(string said)
    {
        var numbers = Regex.Match(said, @"=> (\d+) of (\d+) lost");
        return (
            int.Parse(numbers.Groups[1].ValueSpan, CultureInfo.InvariantCulture),
            int.Parse(numbers.Groups[2].ValueSpan, CultureInfo.InvariantCulture)
        );
    }
}
