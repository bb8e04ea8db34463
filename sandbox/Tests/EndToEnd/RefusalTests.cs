namespace NodeBBInfra.Tests.EndToEnd;

/// <summary>Where a world cannot run: one clear message, and nothing left behind.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private SandboxProgram _sandbox = null!;

    [Fact]
    public async Task A_preview_without_a_world_shows_the_first_deployment()
    {
        var preview = await _sandbox.RunAsync("preview");

        Assert.True(preview.ExitCode == 0, preview.All);
        Assert.Contains("nginx", preview.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_sandbox.World));
    }

    [HostFact]
    public async Task Wrong_configuration_is_told_all_at_once_before_anything_is_made()
    {
        _sandbox.Configure("config:\n  nodebb:domain: www.example.org\n  nodebb:email: nobody\n  nodebb:affinity: dice\n");

        var up = await _sandbox.RunAsync("up");

        Assert.Equal(1, up.ExitCode);
        foreach (var wrong in new[] { "www.example.org", "nobody", "dice" })
            Assert.Contains(wrong, up.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_sandbox.World));
    }

    [ToolFact("setpriv")]
    public async Task Without_root_up_says_so_and_what_still_works()
    {
        if (!Environment.IsPrivilegedProcess)
            return;
        using var elsewhere = new TempDirectory();
        // Other users may not be able to read the build's folder.
        await RunningProcess.RunAsync(
            "cp",
            ["-a", Path.GetDirectoryName(SandboxProgram.ProgramFile)! + "/.", elsewhere["program"]],
            TimeSpan.FromSeconds(30)
        );
        await RunningProcess.RunAsync("chmod", ["-R", "a+rX", elsewhere.FullPath], TimeSpan.FromSeconds(10));
        string[] nobody =
        [
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "dotnet",
            elsewhere["program", "NodeBBInfra.Sandbox.dll"],
            "up",
            "--project",
            elsewhere.FullPath,
        ];

        var up = await RunningProcess.RunAsync("setpriv", nobody, TimeSpan.FromSeconds(30), "/");

        Assert.Equal(1, up.ExitCode);
        Assert.Contains("needs root", up.Error, StringComparison.Ordinal);
        Assert.Contains("make preview", up.Error, StringComparison.Ordinal);
    }

    [HostFact]
    public async Task Without_the_Debian_packages_up_names_them_and_what_still_works()
    {
        using var path = new TempDirectory();
        File.CreateSymbolicLink(path["dotnet"], Tools.Find("dotnet")!);

        var up = await RunningProcess.RunAsync(
            path["dotnet"],
            [SandboxProgram.ProgramFile, .. _sandbox.Arguments("boot")],
            TimeSpan.FromMinutes(1),
            path.FullPath,
            new Dictionary<string, string?> { ["PATH"] = path.FullPath }
        );

        Assert.Equal(1, up.ExitCode);
        Assert.Contains("systemd-container", up.Error, StringComparison.Ordinal);
        Assert.Contains("make preview", up.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_sandbox.World));
    }

    public async Task InitializeAsync() => _sandbox = await SandboxProgram.CreateAsync("e2e", WorldFixture.Configuration("session"));

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();
}
