using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Measure.Machine;

/// <summary>Starts nginx with one configuration.</summary>
internal static class Nginx
{
    private const string Folder = "/etc/nginx";

    /// <summary>The log of <see cref="NginxFiles.WithWorkerLog"/>.</summary>
    public const string WorkerLog = $"{Mounts.Root}/var/log/nginx/measured.log";

    /// <summary>Starts nginx with only these files.</summary>
    /// <exception cref="SandboxException">nginx refuses them; the message is nginx's.</exception>
    public static async Task<OriginProcess> StartAsync(MeasurementPlan plan, NginxFiles files, CancellationToken cancellationToken)
    {
        foreach (var folder in new[] { "conf.d", "sites-enabled" })
        {
            foreach (var file in Directory.GetFiles($"{Mounts.Root}{Folder}/{folder}"))
                File.Delete(file);
        }
        Mounts.Write(
            $"{Folder}/nginx.conf",
            files.Main ?? await File.ReadAllTextAsync($"{plan.Image}{Folder}/nginx.conf", cancellationToken)
        );
        foreach (var (name, text) in files.ConfD)
            Mounts.Write($"{Folder}/conf.d/{name}", text);
        File.Delete(WorkerLog);

        var test = Mounts.Inside("nginx", "-t", "-q");
        await Shell.RunAsync(test[0], test[1..], cancellationToken: cancellationToken);
        var nginx = OriginProcess.Start("nginx", Mounts.Inside("nginx", "-g", "daemon off;"));
        await nginx.ListensAsync(443, cancellationToken);
        return nginx;
    }

    /// <summary>nginx's version, such as <c>nginx/1.26.3</c>.</summary>
    public static async Task<string> VersionAsync(CancellationToken cancellationToken)
    {
        var version = Mounts.Inside("nginx", "-v");
        return (await Shell.TryRunAsync(version[0], version[1..], cancellationToken: cancellationToken)).Error.Split(' ')[^1].Trim();
    }
}
