namespace NodeBBInfra.Tests.Origin.Release;

/// <summary>unpack.sh and install.sh: create a release's folder from an untrusted repository.</summary>
public sealed class ReleaseScriptTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [ToolFact("bash", "tar", "node")]
    public async Task Links_that_a_repository_brings_change_nothing_outside_of_the_release()
    {
        _folder.Write("outside/package.json", "theirs");
        _folder.Write("outside/uploads/file", "theirs");
        _folder.Write("repository/install/package.json", """{"name": "nodebb", "dependencies": {"express": "4"}}""");
        _folder.Write("repository/.npmrc", "cache=/tmp\n");
        Directory.CreateDirectory(_folder["repository/public"]);
        Link("repository/package.json", "outside/package.json");
        Link("repository/package-lock.json", "outside/package.json");
        foreach (var name in new[] { "node_modules", "config.json", "logs", "public/uploads" })
            Link($"repository/{name}", "outside");
        var before = await ListAsync("outside");

        var unpacked = await UnpackAsync();

        Assert.True(unpacked.ExitCode == 0, unpacked.All);
        Assert.Equal(before, await ListAsync("outside"));
        Assert.Equal(File.ReadAllText(_folder["release/package.json"]), unpacked.Output);
        Assert.Null(new FileInfo(_folder["release/package.json"]).LinkTarget);
        Assert.Null(new DirectoryInfo(_folder["release/logs"]).LinkTarget);
        Assert.Equal("/etc/nodebb/config.json", new FileInfo(_folder["release/config.json"]).LinkTarget);
        Assert.Equal(_folder["data"], new FileInfo(_folder["release/public/uploads"]).LinkTarget);
        Assert.False(Path.Exists(_folder["release/package-lock.json"]) || Path.Exists(_folder["release/node_modules"]));
    }

    [ToolTheory("bash", "tar", "node")]
    [InlineData("public")]
    [InlineData("install")]
    public async Task A_link_in_the_place_of_a_folder_is_refused(string name)
    {
        _folder.Write("outside/package.json", """{"dependencies": {}}""");
        _folder.Write("outside/uploads/file", "theirs");
        if (name == "public")
            _folder.Write("repository/install/package.json", """{"dependencies": {}}""");
        Directory.CreateDirectory(_folder["repository"]);
        Link($"repository/{name}", "outside");
        var before = await ListAsync("outside");

        var unpacked = await UnpackAsync();

        Assert.Equal(1, unpacked.ExitCode);
        Assert.Contains("has a link where NodeBB has the folder", unpacked.Error, StringComparison.Ordinal);
        Assert.Equal(before, await ListAsync("outside"));
    }

    [ToolTheory("bash", "tar", "node")]
    [InlineData(
        """{"dependencies": {"nodebb-plugin-poll": "^1.2.3", "@me/nodebb-theme-x": "2", "left-pad": "1", "express": "3"}}""",
        """{"express":"4","nodebb-plugin-poll":"^1.2.3","@me/nodebb-theme-x":"2"}"""
    )]
    [InlineData(
        """{"dependencies": {"nodebb-plugin-a": "file:/opt/nodebb/releases/old/a", "nodebb-plugin-b": "npm:other@1", "nodebb-plugin-c": "git+https://example.org/c", "nodebb-plugin-d": "latest", "nodebb-plugin-e": {"x": 1}}}""",
        """{"express":"4","nodebb-plugin-d":"latest"}"""
    )]
    [InlineData("""{"dependencies": """, """{"express":"4"}""")]
    [InlineData("""{"name": "no dependencies"}""", """{"express":"4"}""")]
    [InlineData(null, """{"express":"4"}""")]
    public async Task Plugins_of_the_running_release_come_along(string? running, string dependencies)
    {
        _folder.Write("repository/install/package.json", """{"dependencies": {"express": "4"}}""");
        if (running is not null)
            _folder.Write("running/package.json", running);

        var unpacked = await UnpackAsync();

        Assert.True(unpacked.ExitCode == 0, unpacked.All);
        using var package = System.Text.Json.JsonDocument.Parse(unpacked.Output);
        Assert.Equal(dependencies, System.Text.Json.JsonSerializer.Serialize(package.RootElement.GetProperty("dependencies")));
    }

    [ToolTheory("bash")]
    [InlineData(null, "install", null)]
    [InlineData("same", "ci", "kept lock")]
    [InlineData("other", "install", "kept lock")]
    public async Task The_same_dependencies_are_installed_exactly_as_they_were(string? kept, string command, string? givenLock)
    {
        _folder.Write("release/package.json", "same");
        if (kept is not null)
        {
            _folder.Write("kept/package.json", kept);
            _folder.Write("kept/package-lock.json", "kept lock");
        }
        var npm = _folder.Write(
            "bin/npm",
            "#!/bin/sh\necho \"$1\" >command\necho \"$@\" | grep -o -- '--cache=[^ ]*'\ncp package-lock.json given 2>/dev/null\nexit 0\n"
        );
        File.SetUnixFileMode(npm, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var result = await BashAsync($"PATH='{_folder["bin"]}':$PATH exec bash '{Script("install.sh")}' '{_folder["kept"]}'");

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Equal(command + "\n", File.ReadAllText(_folder["release/command"]));
        Assert.Equal(givenLock, File.Exists(_folder["release/given"]) ? File.ReadAllText(_folder["release/given"]) : null);
        Assert.Contains("--cache=/var/cache/nodebb/npm", result.Output, StringComparison.Ordinal);
    }

    private void Link(string name, string target) => File.CreateSymbolicLink(_folder[name], _folder[target]);

    private static string Script(string name) => Repository.PathOf("components", "Origin", "Forum", name);

    private Task<Finished> UnpackAsync() =>
        BashAsync($"tar -C '{_folder["repository"]}' -cf - . | bash '{Script("unpack.sh")}' '{_folder["running"]}' '{_folder["data"]}'");

    private Task<Finished> BashAsync(string command)
    {
        Directory.CreateDirectory(_folder["release"]);
        return RunningProcess.RunAsync("bash", ["-c", command], TimeSpan.FromMinutes(1), _folder["release"]);
    }

    /// <summary>Owner, mode, size and modification time of everything below.</summary>
    private async Task<string> ListAsync(string folder) =>
        (await RunningProcess.RunAsync("find", [_folder[folder], "-printf", "%p %u %m %T@ %s\n"], TimeSpan.FromSeconds(10))).Output;
}
