using NodeBBInfra.Sandbox.Commands;
using NodeBBInfra.Sandbox.Commands.PulumiCommand;

namespace NodeBBInfra.Tests.Engine.Serving;

/// <summary>What the pulumi command prints, read back.</summary>
public sealed class PrintedRowsTests
{
    [Fact]
    public void What_was_done_is_read_from_the_commands_lines_and_so_is_whether_it_was_verified()
    {
        var rows = new PrintedRows();
        foreach (var line in File.ReadLines(Repository.PathOf("sandbox", "Tests", "Recordings", "stack", "02-up.txt")))
            rows.See(line);
        Assert.Equal(
            "always_use_https aop aopcert apex automatic_https_rewrites base bots browser_cache_ttl cache config csr min_tls_version norm opportunistic_encryption origincert realip redis redis rid rocket_loader ssl tiered tls_1_3 verify waf websockets www",
            string.Join(' ', rows.Timings.Select(timing => timing.Name).Order(StringComparer.Ordinal))
        );
        Assert.All(rows.Timings, timing => Assert.Equal("create", timing.Op));
        Assert.Contains(rows.Timings, UpCommand.IsVerification);

        var chain = new PrintedRows();
        foreach (var line in File.ReadLines(Repository.PathOf("sandbox", "Tests", "Recordings", "faults", "31-chain-changed-up.txt")))
            chain.See(line);
        Assert.Equal(
            ["create-replacement p", "create-replacement trig", "update use", "delete-replaced trig", "delete-replaced p"],
            chain.Timings.Select(timing => $"{timing.Op} {timing.Name}")
        );
        Assert.DoesNotContain(chain.Timings, UpCommand.IsVerification);
    }
}
