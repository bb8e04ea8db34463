using NodeBBInfra.Sandbox.Commands;

namespace NodeBBInfra.Tests.Host;

public sealed class CheckTests
{
    [Fact]
    public void Lines_of_nodebb_verify_are_read_and_others_passed_over()
    {
        var checks = Check.Parse(
            "(node:12) Warning: something\nsession\tok\t200, cookie set\nworkers\tFAILED\t2 of 3\tactive\nno tabs here\n"
        );

        Assert.Equal([new Check("session", "ok", "200, cookie set"), new Check("workers", "FAILED", "2 of 3\tactive")], checks);
    }

    [Theory]
    [InlineData("session\tok\t200", 0)]
    [InlineData("session\tok\t200\nworkers\tFAILED\t2 of 3", 1)]
    [InlineData("", 1)]
    public void The_exit_code_is_zero_only_when_there_are_checks_and_all_hold(string lines, int exitCode) =>
        Assert.Equal(exitCode, Check.Show(Check.Parse(lines)));

    [Fact]
    public void A_plain_table_has_aligned_columns_and_no_trailing_blanks()
    {
        using var output = new StringWriter();

        Report.Plain(
            output,
            ["check", "result"],
            [
                ["session", "ok"],
                ["ws", "FAILED"],
            ]
        );

        Assert.Equal("  check    result\n  session  ok\n  ws       FAILED\n", output.ToString());
    }
}
