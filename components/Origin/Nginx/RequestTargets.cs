namespace NodeBBInfra.Components.Origin.Nginx;

/// <summary>Which request targets are let through: those that Cloudflare, nginx and NodeBB read alike.</summary>
/// <remarks>
/// nginx decodes a path, merges slashes and resolves dots before it chooses a location. NodeBB's router looks at the path as it is written, whatever the
/// case of its letters; its files are then looked for under the decoded one; and a target with a # or a blank in it goes through another parser, for which a
/// backslash is a slash (https://github.com/pillarjs/parseurl/blob/1.3.3/index.js). Cloudflare decodes letters, digits and dots only. One reading
/// decides whether a file is private, another whether an answer is kept for everybody: so where it matters, a target has one reading or is refused.
/// </remarks>
internal static class RequestTargets
{
    /// <summary>Sets <c>$forum_refused</c> to 1 for a target to refuse. It stands outside of servers.</summary>
    public const string Maps =
        """
        # A target that Cloudflare, nginx and NodeBB could read differently is refused. Browsers send none of these.
        map $request_uri $forum_misread {
            default 0;
            # Bytes that no address has, and a # anywhere: they make NodeBB parse the target in another way.
            "~[^\x21-\x7e]|#" 1;
            # A backslash in the path: a slash to some.
            "~^[^?]*\x5c" 1;
            # . and .. as a part of the path, also written %2e, and between slashes written %2f or %5c.
            "~*^[^?]*(?:/|%2f|%5c)(?:\.|%2e){1,2}(?:/|%2f|%5c|\?|$)" 1;
        }

        # The parts of the forum in which it matters what a path means: as nginx reads it, as NodeBB does, and as it should be written.
        map $uri $forum_part_to_nginx {
            default 0;
            "~*^/(?:assets|uploads|socket\.io|api)(?:/|$)" 1;
        }

        map $request_uri $forum_part_to_nodebb {
            default 0;
            "~*^/+(?:assets|uploads|socket\.io|api)(?:[/?]|$)" 1;
        }

        # The API has addresses with %2f in them, such as /api/tags/a%2Fb.
        map $request_uri $forum_part_as_written {
            default 0;
            "~^/api(?:[/?]|$)" 1;
            "~^/(?:assets|uploads|socket\.io)(?:/(?!/)(?:(?!%2[fF]|%5[cC])[^?/])*)*(?:\?|$)" 1;
        }

        map "$forum_misread $forum_part_to_nginx$forum_part_to_nodebb$forum_part_as_written" $forum_refused {
            default 1;
            "0 000" 0;
            "0 111" 0;
        }
        """;
}
