using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using NodeBBInfra.Sandbox.Host;

namespace NodeBBInfra.Sandbox.Acme;

/// <summary>
/// <see href="https://github.com/letsencrypt/pebble">Pebble</see>, a real ACME server, for certbot. Its DNS server resolves every name to
/// the edge's address, so that a challenge goes through the edge to the origin.
/// </summary>
internal sealed class Pebble(WorldDirectory directory, WorldAddresses addresses, Background background)
{
    /// <summary>Pebble's name in the world's process list.</summary>
    public const string ProcessName = "pebble";

    /// <summary>The DNS server's name in the world's process list.</summary>
    public const string DnsProcessName = "pebble-dns";

    private const int AcmePort = 14000;
    private const int ManagementPort = 15000;
    private const int DnsPort = 8053;
    private const int DnsManagementPort = 8055;

    /// <summary>The ACME directory URL for certbot.</summary>
    public string DirectoryUrl => $"https://{addresses.Services}:{AcmePort}/dir";

    /// <summary>Starts both programs unless they are running.</summary>
    public void Start()
    {
        var services = addresses.Services;
        background.Start(
            DnsProcessName,
            "pebble-challtestsrv",
            [
                "-defaultIPv4",
                addresses.Edge.ToString(),
                "-defaultIPv6",
                "",
                "-dns01",
                $"{services}:{DnsPort}",
                "-management",
                $"{services}:{DnsManagementPort}",
                "-http01",
                "",
                "-https01",
                "",
                "-tlsalpn01",
                "",
            ]
        );

        var configuration = Path.Combine(directory.Acme, "pebble.json");
        File.WriteAllText(
            configuration,
            JsonSerializer.Serialize(
                new
                {
                    pebble = new
                    {
                        listenAddress = $"{services}:{AcmePort}",
                        managementListenAddress = $"{services}:{ManagementPort}",
                        certificate = SandboxCa.CertificateFile(directory, "acme"),
                        privateKey = SandboxCa.KeyFile(directory, "acme"),
                        httpPort = 80,
                        tlsPort = 443,
                    },
                }
            )
        );
        background.Start(
            ProcessName,
            "pebble",
            ["-config", configuration, "-dnsserver", $"{services}:{DnsPort}"],
            // No artificial delays, and no random rejection of one request in twenty.
            new Dictionary<string, string> { ["PEBBLE_VA_NOSLEEP"] = "1", ["PEBBLE_WFE_NONCEREJECT"] = "0" }
        );
    }

    /// <summary>Waits until both are ready and saves pebble's current root certificate.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var limit = TimeSpan.FromSeconds(20);
        await Waiting.UntilAsync(
            c => Waiting.ListensAsync(new IPEndPoint(addresses.Services, DnsManagementPort), c),
            "pebble's name server",
            DnsProcessName,
            directory,
            background,
            limit,
            cancellationToken
        );
        await Waiting.UntilAsync(
            c => Waiting.ListensAsync(new IPEndPoint(addresses.Services, ManagementPort), c),
            "pebble",
            ProcessName,
            directory,
            background,
            limit,
            cancellationToken
        );
        await KeepRootAsync(cancellationToken);
    }

    // Pebble makes a new root at each start, and the host's certificate may be from an old one.
    private async Task KeepRootAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient(TrustOnly(X509CertificateLoader.LoadCertificateFromFile(directory.CaCertificate)));
        var root = await http.GetStringAsync($"https://{addresses.Services}:{ManagementPort}/roots/0", cancellationToken);
        var known = File.Exists(directory.AcmeRoots) ? await File.ReadAllTextAsync(directory.AcmeRoots, cancellationToken) : "";
        if (!known.Contains(root.Trim(), StringComparison.Ordinal))
            await File.AppendAllTextAsync(directory.AcmeRoots, root.Trim() + "\n", cancellationToken);
    }

    private static HttpClientHandler TrustOnly(X509Certificate2 authority) =>
        new()
        {
            ServerCertificateCustomValidationCallback = (_, certificate, chain, _) =>
            {
                chain!.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                chain.ChainPolicy.CustomTrustStore.Add(authority);
                chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
                return certificate is not null && chain.Build(certificate);
            },
        };
}
