namespace NodeBBInfra.Tests.Origin;

/// <summary>guard.sh: where root refuses to write, and what it passes to other users' programs.</summary>
public sealed class GuardTests : IDisposable
{
    private const string Me = "\"$(id -un):$(id -gn)\"";

    private readonly HostFolder _host = new();

    public void Dispose() => _host.Dispose();

    private static readonly string[] Writes =
    [
        $"install_file files/f $ROOT/a/b/f 0644 {Me}",
        "link target $ROOT/a/b/f",
        "folder $ROOT/a/b/f 0755",
        "only_root_writes $ROOT/a/b",
        "only_root_writes $ROOT/a/b/f/g",
    ];

    /// <summary>Ways in which another user could write below a folder. Every write there fails.</summary>
    [ToolTheory("bash", "flock", "timeout")]
    [InlineData("mkdir -p $ROOT/a/b; chmod o+w $ROOT/a/b")]
    [InlineData("mkdir -p $ROOT/a/b; chmod g+w $ROOT/a/b")]
    [InlineData("mkdir -p $ROOT/a/b; chmod 1777 $ROOT/a")]
    [InlineData("mkdir -p $ROOT/open/b; chmod o+w $ROOT/open; ln -s open $ROOT/a")]
    [InlineData("mkdir -p $ROOT/x $ROOT/open/c/b; chmod o+w $ROOT/open; ln -s $ROOT/x/y $ROOT/a; ln -s ../open/c $ROOT/x/y")]
    [InlineData("mkdir -p $ROOT/open/c/b $ROOT/x; chmod o+w $ROOT/open; ln -s x/../open/c $ROOT/a")]
    public async Task Nothing_is_written_where_others_could_put_something_in_the_way(string world)
    {
        // Each write ends its subshell, as it would end a step.
        var tried = Writes.Select(write =>
            $"rm -f cause; set +e; (set -e; {write}); echo \"exit $?\" >&3; set -e; cat cause >&3; ls $ROOT/a/b >&3\n"
        );

        var result = await RunAsync($"umask 022; {world}\n{string.Concat(tried)}");

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Matches($@"\A(exit 1\nNot only root can write to [^\n]*\n){{{Writes.Length}}}\z", result.Output);
        Assert.False(Path.Exists(_host["a/b/f"]));
    }

    [ToolTheory("bash", "flock", "timeout")]
    [InlineData("mkdir -p $ROOT/a/b")]
    [InlineData("mkdir -p $ROOT/c/b; ln -s c $ROOT/a")]
    [InlineData("mkdir -p $ROOT/c/d/b; ln -s $ROOT/c/d $ROOT/a")]
    [InlineData("mkdir -p $ROOT/a/b; mkdir $ROOT/open; chmod 777 $ROOT/open")]
    public async Task It_is_written_where_only_root_writes(string world)
    {
        var result = await RunAsync(
            $"umask 022; {world}\ninstall_file files/f $ROOT/a/b/f 0644 {Me}\nlink target $ROOT/a/b/l\nfolder $ROOT/a/b/d/e 0750\n"
        );

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Equal("x\n", File.ReadAllText(_host["a/b/f"]));
        Assert.True(Directory.Exists(_host["a/b/d/e"]));
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_circle_of_links_is_said_to_be_one() =>
        Assert.Contains(
            "circle of links",
            (await RunAsync("ln -s b $ROOT/a; ln -s a $ROOT/b\nonly_root_writes $ROOT/a/x\n")).Error,
            StringComparison.Ordinal
        );

    [ToolFact("bash", "flock", "timeout", "root")]
    public async Task A_folder_of_another_user_is_refused_though_nobody_else_may_write_to_it() =>
        Assert.Contains(
            "it is nobody's, mode 755",
            (await RunAsync("mkdir $ROOT/a; chown nobody $ROOT/a\nonly_root_writes $ROOT/a/x\n")).Error,
            StringComparison.Ordinal
        );

    [ToolFact("bash", "flock", "timeout", "root")]
    public async Task A_folder_can_be_somebodys_and_its_parent_stays_roots()
    {
        var result = await RunAsync("folder $ROOT/a/b 0750 nobody:nogroup\nstat -c '%U %a' $ROOT/a $ROOT/a/b >&3\n");

        Assert.Equal("root 755\nnobody 750\n", result.Output);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task A_folder_that_others_could_write_to_is_corrected()
    {
        var result = await RunAsync("mkdir $ROOT/a; chmod 0775 $ROOT/a\nfolder $ROOT/a 0755\nstat -c %a $ROOT/a >&3\n");

        Assert.Equal("755\n", result.Output);
    }

    [ToolFact("bash", "flock", "timeout", "root")]
    public async Task Another_user_gets_neither_roots_environment_nor_its_files()
    {
        var result = await RunAsync(
            """
            export GIVEN_BY_SCRIPT=yes
            chmod 711 "$ROOT"
            as_user nobody /nonexistent bash -c 'env; ls -l /proc/self/fd; id -un; grep NoNewPrivs /proc/self/status; echo forged >&3; true' | bounded
            exit 5
            """
        );

        Assert.Equal(5, result.ExitCode);
        foreach (var expected in new[] { "GIVEN_BY_SCRIPT=yes\n", "HOME=/nonexistent\n", "\nnobody\n", "NoNewPrivs:\t1\n" })
            Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"STEP=|PARAM=|BASH_ENV=|NODEBB_INFRA|CURL_HOME|\.locks|/result", result.Error);
        Assert.Equal("", result.Output);
    }

    [ToolFact("bash", "flock", "timeout", "find", "root")]
    public async Task Another_users_program_starts_in_a_folder_that_it_may_read()
    {
        var result = await RunAsync(
            "chmod 711 $ROOT\nmkdir -m 755 $ROOT/theirs\nas_user nobody / find $ROOT/theirs -delete || true\nas_user nobody / pwd\nexit 5\n"
        );

        Assert.Contains("Permission denied", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("restore initial working directory", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("\n/\n", result.Error, StringComparison.Ordinal);
    }

    [ToolFact("bash", "flock", "timeout")]
    public async Task What_a_program_prints_is_kept_to_the_last_of_it()
    {
        var result = await RunAsync(
            "{ head -c 5000000 /dev/zero | tr '\\0' x; echo end; } 2>&1 | bounded >$ROOT/kept\nwc -c <$ROOT/kept >&3\ntail -c 4 $ROOT/kept >&3\n"
        );

        Assert.Equal("262144\nend\n", result.Output);
    }

    private async Task<Finished> RunAsync(string script)
    {
        await _host.ReadyAsync();
        return await _host.RunAsync(new Components.Origin.Bundle([new("PARAM", "p")], [new("f", "x")], script));
    }
}
