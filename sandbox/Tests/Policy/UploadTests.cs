using NodeBBInfra.Tests.LocalOrigins;

namespace NodeBBInfra.Tests.Policy;

/// <summary>NodeBB checks private uploads by the raw path, so nginx must forward the normalized one.</summary>
[Collection(LocalOriginTests.Name)]
public sealed class UploadTests
{
    [OriginFact]
    public async Task Every_spelling_of_an_uploads_address_becomes_the_one_that_NodeBB_checks()
    {
        var answers = await LocalOrigin.AskAsync(Repository.PathOf("sandbox", "Tests", "Policy", "uploads.mjs"));

        Assert.All(
            answers
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(line => line.Contains(".pdf", StringComparison.Ordinal) && line.Contains("=> 200", StringComparison.Ordinal)),
            line =>
            {
                Assert.Contains("200, private, ", line, StringComparison.Ordinal);
                Assert.Contains("asked for /assets/uploads/files/", line, StringComparison.Ordinal);
            }
        );
        Golden.Matches("uploads.txt", answers);
    }
}
