using Grpc.Core;
using NodeBBInfra.Sandbox.Engine;
using NodeBBInfra.Tests.Cloudflare;

namespace NodeBBInfra.Tests.StackTests;

/// <summary>
/// With onDestroy on erase, only a destroy deletes the forum's data; a replacement never does, for whatever reason and wherever it is
/// interrupted.
/// </summary>
public sealed class ReplacedDataTests : IAsyncLifetime
{
    private const string Command = "urn:pulumi:prod::nodebb::nodebb:origin:Origin$nodebb:origin:Data$command:remote:Command::data";
    private const string Helps = "pulumi up --replace '**::data', which deploys what is missing and gives the step a new id";
    private static readonly (string, string)[] Erase =
    [
        ("nodebb:protected", "[]"),
        ("nodebb:onDestroy", "erase"),
        ("nodebb:deleteData", "true"),
    ];

    private readonly HostFolder _host = new();
    private ApiServer _zone = null!;
    private DeliveredProgram _program = null!;
    private (string Line, string Stdin) _created;

    // The result of NodeBB's setup, which is deleted with the data.
    private bool HasData
    {
        get => File.Exists(_host["var/lib/nodebb-infra/set-up"]);
        set => File.WriteAllText(_host["var/lib/nodebb-infra/set-up"], "");
    }

    public async Task InitializeAsync()
    {
        await _host.ReadyAsync();
        _zone = await ApiServer.StartAsync(takesStandIns: true);
        _program = new DeliveredProgram(_zone);
        _program.Host.Runs = RunData;
        await UpAsync();
        HasData = true;
    }

    public async Task DisposeAsync()
    {
        _program.Dispose();
        await _zone.DisposeAsync();
        _host.Dispose();
    }

    [ToolTheory("bash", "flock", "timeout")]
    [InlineData("**::data")]
    [InlineData("**nodebb:origin:**")]
    public async Task No_replacement_deletes_data_and_a_destroy_after_it_does(string pattern)
    {
        await ReplaceAsync(pattern);
        Assert.Contains("destroy-erase", _program.Host.Ran());
        Assert.True(HasData);
        await UpAsync();
        Assert.Empty(_program.Host.Ran());

        await _program.DoAsync(Operation.Destroy);

        Assert.False(HasData);
    }

    // The same input and the same attempt: nobody can tell it from a create that was killed.
    [ToolTheory("bash", "flock", "timeout")]
    [InlineData(Command)]
    [InlineData("**:Command::*")]
    public async Task A_replacement_by_the_steps_own_URN_deletes_nothing_and_says_what_helps(string pattern)
    {
        Assert.Contains(Helps, await ReplaceAsync(pattern, works: false), StringComparison.Ordinal);
        Assert.True(HasData);

        await HelpsAsync();
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_destroy_after_a_create_that_was_killed_does_not_succeed_without_deleting()
    {
        RunData(_created.Line, _created.Stdin);

        var (result, shown) = await _program.RunAsync(Operation.Destroy);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(Helps, shown, StringComparison.Ordinal);
        Assert.True(HasData);
        await HelpsAsync();
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_replacement_that_was_cut_off_before_its_deletion_is_finished_without_one()
    {
        _program.Host.Fails = "destroy-erase";
        _program.Host.Runs = (line, stdin) =>
        {
            if (!line.Contains("destroy-erase", StringComparison.Ordinal))
                RunData(line, stdin);
        };
        await ReplaceAsync("**::data", works: false);
        _program.Host.Runs = RunData;
        _program.Host.Fails = null;
        _program.Host.Ran();

        await UpAsync();

        Assert.Equal(["destroy-erase"], _program.Host.Ran());
        Assert.True(HasData);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_deletion_that_ran_and_was_not_noted_is_done_again_without_harm()
    {
        _program.Host.Fails = "destroy-erase";
        await ReplaceAsync("**::data", works: false);
        _program.Host.Fails = null;

        await UpAsync();

        Assert.True(HasData);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_provider_that_wants_the_old_one_gone_first_gets_the_new_one_first()
    {
        _program.Host.Ran();
        _program.Host.Replaces = "data";

        var (_, shown) = await _program.RunAsync(Operation.Up, Erase);

        Assert.Contains(Helps, shown, StringComparison.Ordinal);
        Assert.Equal(["data", "verify", "destroy-erase"], _program.Host.Ran());
        Assert.True(HasData);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task An_update_of_the_step_leaves_a_destroy_its_deletion()
    {
        await _program.DoAsync(Operation.Up, [.. Erase, ("nodebb:sshPort", "2222")]);
        Assert.Contains("data", _program.Host.Ran());
        Assert.True(HasData);

        await _program.DoAsync(Operation.Destroy);

        Assert.False(HasData);
    }

    private async Task UpAsync() => await _program.DoAsync(Operation.Up, Erase);

    private async Task HelpsAsync()
    {
        await ReplaceAsync("**::data");
        Assert.True(HasData);
        await _program.DoAsync(Operation.Destroy);
        Assert.False(HasData);
    }

    private async Task<string> ReplaceAsync(string pattern, bool works = true)
    {
        _program.Host.Ran();
        _program.Replace = [pattern];
        var (result, shown) = await _program.RunAsync(Operation.Up, Erase);
        Assert.True(result.ExitCode == 0 == works, shown);
        _program.Replace = [];
        return shown;
    }

    // The script itself, in a folder in place of the host; it stops no service of this machine.
    private void RunData(string line, string stdin)
    {
        if (line.StartsWith("test ! -e ", StringComparison.Ordinal) && !File.Exists(_host["usr/local/lib/nodebb-infra/run"]))
            return;
        string[] arguments = [.. line.Split(" || ")[^1].Split(' ').Skip(1)];
        if (arguments is not ["data" or "destroy-erase", ..])
            return;
        Assert.Contains("\n@script\n", "\n" + stdin, StringComparison.Ordinal);
        var ran = _host
            .RunAsync(arguments, stdin.Replace("@script\n", "@script\n| systemctl() { :; }\n", StringComparison.Ordinal))
            .GetAwaiter()
            .GetResult();
        if (ran.ExitCode != 0)
            throw new RpcException(new Status(StatusCode.Unknown, ran.Error));
        if (arguments[^1] == "new")
            _created = (line, stdin);
    }
}
