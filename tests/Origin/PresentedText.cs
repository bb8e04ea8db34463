namespace NodeBBInfra.Tests.Origin;

/// <summary>What a program printed, and what of it the host is to show (presentable.pl).</summary>
internal sealed record PresentedText(IReadOnlyList<string> Secrets, string Text, string Side, int Lines, int Width)
{
    public static readonly string Program = Repository.PathOf("components", "Origin", "HostCommand", "presentable.pl");

    // Runs the program for each folder in a child, with arguments and output in the folder.
    private const string Each = """
        my $program = shift;
        for my $folder (@ARGV) {
            if (my $child = fork // die) { waitpid $child, 0; die "$folder: $?\n" if $?; next }
            open my $arguments, '<', "$folder/arguments" or die;
            chomp(@ARGV = <$arguments>);
            open STDOUT, '>', "$folder/shown" or die;
            do $program;
            die $@ if $@;
            exit;
        }
        """;

    /// <summary>What the host shows of each text. One perl does all of them.</summary>
    public static string[] Present(IReadOnlyCollection<PresentedText> texts)
    {
        using var own = new TempDirectory();
        // Texts with the same list of secrets share its folder.
        var secrets = texts
            .Select(text => text.Secrets)
            .Distinct()
            .Select((list, i) => (list, i))
            .ToDictionary(pair => pair.list, pair => Write(own, $"secrets{pair.i}", pair.list));
        string[] folders = [.. texts.Select((text, i) => text.Prepare(own, $"text{i}", secrets[text.Secrets]))];

        var ended = RunningProcess.RunAsync("perl", ["-e", Each, Program, .. folders], TimeSpan.FromSeconds(60)).GetAwaiter().GetResult();

        Assert.True(ended is { ExitCode: 0, Error: "" }, ended.Error);
        return [.. folders.Select(folder => File.ReadAllText(Path.Combine(folder, "shown")))];
    }

    /// <summary>Writes a folder of secrets and returns its path.</summary>
    public static string Write(TempDirectory folder, string name, IReadOnlyList<string> secrets)
    {
        for (var i = 0; i < secrets.Count; i++)
            folder.Write($"{name}/s{i}", secrets[i] + "\n");
        return folder[name];
    }

    private string Prepare(TempDirectory folder, string name, string secrets)
    {
        var log = folder.Write($"{name}/log", Text);
        folder.Write($"{name}/arguments", $"{secrets}\n{log}\n{Side}\n{Lines}\n{Width}\n");
        return folder[name];
    }
}
