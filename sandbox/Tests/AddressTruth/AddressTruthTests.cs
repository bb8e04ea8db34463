using NodeBBInfra.Tests.LocalOrigins;

namespace NodeBBInfra.Tests.AddressTruth;

/// <summary>The forum sees each visitor's real address, whatever headers the visitor forges.</summary>
[Collection(LocalOriginTests.Name)]
public sealed class AddressTruthTests
{
    [OriginFact]
    public async Task The_address_that_the_forum_sees_is_the_visitors_whatever_the_visitor_claims()
    {
        var seen = await LocalOrigin.AskAsync(Repository.PathOf("sandbox", "Tests", "AddressTruth", "questions.mjs"));

        Assert.All(
            seen.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line =>
            {
                var address = line.Split(' ')[0];
                Assert.EndsWith($" => login {address}, polling {address}, websocket {address}", line, StringComparison.Ordinal);
            }
        );
        Golden.Matches("address-truth.txt", seen);
    }
}
