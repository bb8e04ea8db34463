namespace NodeBBInfra.Components.Origin.Forum;

/// <summary>A worker as a systemd service: <c>/etc/systemd/system/nodebb@.service</c>, of which <c>nodebb@4567</c> is the one on port 4567.</summary>
/// <remarks>
/// NodeBB's own launcher starts and stops all workers together. As services they start again alone when they die, can be
/// restarted one at a time, and log to the journal. The launcher tells its children their part in the environment; so does this.
/// https://github.com/NodeBB/NodeBB/blob/v4.11.2/loader.js
/// </remarks>
internal static class WorkerUnit
{
    /// <summary>The unit.</summary>
    public static string Render() => GeneratedFile.WithHeader(
        $$"""
        [Unit]
        Description=NodeBB worker on port %i
        Wants=network-online.target
        After=network-online.target redis-server.service
        # A database that is away for long must not end the attempts.
        StartLimitIntervalSec=0

        [Service]
        User=nodebb
        Group=nodebb
        WorkingDirectory=/opt/nodebb/current
        Environment=NODE_ENV=production port=%i isCluster=true isPrimary=false
        ExecStart=/opt/node/current/bin/node --import /usr/local/lib/nodebb-infra/socket-ids.mjs app.js
        # NodeBB also ends with status 0 when it could not start.
        Restart=always
        RestartSec=2
        TimeoutStopSec=30
        LimitNOFILE=65536
        SyslogIdentifier=nodebb-%i

        # The administrator installs plugins and builds assets from the browser, so the worker's own release can be written to, and what
        # uploads and plugins keep; nothing else can.
        ReadWritePaths=/opt/nodebb/current /var/lib/nodebb
        {{Confinement.Render()}}
        [Install]
        WantedBy=multi-user.target
        """);
}
