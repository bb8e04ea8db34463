namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>How much at once one visitor may ask for, and all together: nobody fills the disk or takes every connection.</summary>
/// <remarks>
/// nginx takes a body in before NodeBB hears of it, so a slow visitor holds no worker, but a file on the disk. So the bodies that there are at once are
/// counted. A visitor is the restored address; with IPv6 the network of 64 bits, all of whose addresses one machine can have. A school or an office
/// is one visitor too, so the limits are far from what people do: pages take a fraction of a second, and a socket or a poll lasts.
/// </remarks>
internal static class VisitorLimits
{
    // Requests, bodies, uploads and sockets at once from one visitor; bodies of all of them, 1 MB each.
    private const int Requests = 500, Bodies = 30, Uploads = 10, Sockets = 2_000, AllBodies = 1_000;

    // What all uploads at once may take of the disk, and how many they are at the most.
    private const int DiskMegabytes = 2_000, MostUploads = 500;

    /// <summary>The counters. They stand outside of servers.</summary>
    public const string Zones =
        """
        map $binary_remote_addr $forum_visitor {
            default $binary_remote_addr;
            "~(?s)^(?<forum_network>.{8}).{8}$" $forum_network;
        }

        # A GET that announces no body does not count as one.
        map "$request_method $http_content_length$http_transfer_encoding" $forum_body_of {
            default $forum_visitor;
            "~^(?:GET|HEAD) $" "";
        }

        map "$request_method $http_content_length$http_transfer_encoding" $forum_body {
            default $server_name;
            "~^(?:GET|HEAD) $" "";
        }

        limit_conn_zone $forum_visitor zone=forum_requests:8m;
        limit_conn_zone $forum_visitor zone=forum_sockets:8m;
        limit_conn_zone $forum_body_of zone=forum_bodies:8m;
        limit_conn_zone $forum_visitor zone=forum_uploads:8m;
        limit_conn_zone $forum_body zone=forum_all_bodies:64k;
        limit_conn_zone $server_name zone=forum_all_uploads:64k;
        """;

    /// <summary>For requests that are answered soon.</summary>
    public static string ForRequests =>
        $"""
        limit_conn forum_requests {Requests};
        limit_conn forum_bodies {Bodies};
        limit_conn forum_all_bodies {AllBodies};
        """;

    /// <summary>For WebSockets and polls. A poll's answer is a request of its own, with a body.</summary>
    public static string ForSockets =>
        $"""
        limit_conn forum_sockets {Sockets};
        limit_conn forum_bodies {Bodies};
        limit_conn forum_all_bodies {AllBodies};
        """;

    /// <summary>For uploads. Everything that is asked for there counts, whatever its method: it could have a body.</summary>
    /// <param name="megabytes">How large one may be.</param>
    public static string ForUploads(int megabytes) =>
        $"""
        limit_conn forum_requests {Requests};
        limit_conn forum_uploads {Uploads};
        limit_conn forum_all_uploads {Math.Min(MostUploads, DiskMegabytes / megabytes)};
        """;
}
