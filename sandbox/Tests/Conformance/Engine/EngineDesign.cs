namespace NodeBBInfra.Tests.Conformance.Engine;

/// <summary>
/// Intended differences where the sandbox is simpler or the .NET SDK differs. Each is a pattern for "where: theirs => ours"; the tests
/// fail on entries that no longer occur.
/// </summary>
internal static class EngineDesign
{
    /// <summary>Differences in every recording.</summary>
    private static readonly DifferencePattern[] Everywhere =
    [
        new(@"\.randomSeed: ", "random bytes, for providers that name things by lot"),
        new(@"__pulumi_raw_state_delta", "the Terraform bridge's own bookkeeping"),
        new(@" Handshake  request \.(root|program)Directory: ", "a path of the machine"),
        new(
            @" Handshake  request \.(supportsViews|supportsRefreshBeforeUpdate|resolverTarget|acceptsByteString): \S+ => $",
            "features that the sandbox's engine does not have"
        ),
        new(
            @" cloudflare Handshake  (request|response|error)",
            "the bridged providers do not know Handshake; ours answer it, and both go on with Configure"
        ),
        new(
            @" Configure \S+ response \.supportsAutonamingConfiguration: true => $",
            "the engine's feature of naming things by a pattern is not used"
        ),
    ];

    /// <summary>Differences with commands and random values.</summary>
    private static readonly DifferencePattern[] Origin =
    [
        new(@" random Handshake  (request|response|error)", "as for cloudflare"),
        new(@" command Handshake  response \.acceptsByteString: true => $", "no value of the stack is a byte string"),
        new(@"__pulumi-go-provider-version", "bookkeeping of the library that the command provider is made with"),
        new(
            @" command DiffConfig \S+ (response|error)",
            "the real one does not know DiffConfig; ours answers that nothing changed, and both go on"
        ),
        new(
            @" command Check \S+ request \.news\.connection\.value\.privateKey",
            "the .NET class marks the key as a secret within the secret connection; Check does the same for Node"
        ),
        new(@"^\d\d-\S+ deployment \.manifest\.(magic|version): ", "who wrote the file"),
    ];

    // Kinds, functions and rulesets of the recorded programs that neither the stack nor the sandbox's commands use.
    private static DifferencePattern[] LeftOut(string names, string requests) =>
        [
            new($@" cloudflare \w+ (\S+[:/])?({names}) calls: [1-9]", "not in the sandbox"),
            new($@" request: \d times \w+ \S+/({requests})", "its requests"),
            new($@" line of (cloudflare:index:\w+ |\[urn=\S+::)({names})\b", "its lines"),
            new(
                @" line of summary \[\d+\]:([^\d=]*)\d+ ([a-z. ]*)(\d+ unchanged)? =>\1\d+ \2(\d+ unchanged)?$",
                "it is one resource less in each count"
            ),
        ];

    public static IReadOnlyList<DifferencePattern> Of(string recording) =>
        recording switch
        {
            "stack" =>
            [
                .. Everywhere,
                .. Origin,
                .. LeftOut("tiered|config", @"(cache/tiered_cache\S+|rulesets/<id of config>) |rulesets \S*http_config_settings"),
                new(@"^\d\d-\S+ \S+::(tiered|config) ", "their state"),
                new(@"aopcert .*\.(issuer|signature): ", "made up by the recorded server for a certificate that is none"),
                new(@"waf .*\.rules\[1\]\.id: +=> ""<hex>""", "the recorded server forgot the id of a rule that an update added"),
                new(@"^14-destroy line of pulumi:pulumi:Stack recording-rec: .* 0 times", "a line of the warnings about plugins"),
                new(
                    @"^08-up-fail-create (command (Check|Diff) (realip|verify) calls|line of summary)",
                    "how far the others have come when one fails is a matter of time"
                )
                {
                    IsChance = true,
                },
            ],
            "zone" =>
            [
                .. Everywhere,
                new(@"\.proxiable: true => false", "the recorded server said so of every type; Cloudflare proxies A, AAAA and CNAME only"),
                .. LeftOut(
                    "mt|dnssec|ld|caa|redirect|reqheaders|respheaders|rewrite|cachekeys|getZones|getZoneSetting",
                    @"managed_headers|dnssec|firewall/lockdowns|rulesets/<id of (redirect|reqheaders|respheaders|rewrite|cachekeys)>|dns_records/<id of caa>|rulesets \S*""(redirect|reqheaders|respheaders|rewrite|cachekeys)""|dns_records \S*""CAA"""
                ),
                new(@"^01-invokes request: \d times GET \S+/(zones\?name=|\w+/settings/ssl)", "two functions less"),
                new(@"^0[1345]-\S+ line of outputs: ", "and their results"),
                new(
                    @"^(08|10)-\S+ cloudflare Handshake  calls: 2 => 1",
                    "with --refresh the real engine starts a provider anew for the update"
                ),
                new(@"getZone:getZone (request|response) \.(args|return)\.filter\.match: +=> ""all""", "the .NET class requires it"),
                new(@"^20-destroy line of pulumi:pulumi:Stack more-mor: .* 0 times", "a line of the warnings about plugins"),
                new(@"^02-zone-missing line of (diagnostics of )?pulumi:pulumi:Stack", "the words of a .NET program for its exception"),
            ],
            _ =>
            [
                new(@"^\d\d-\S+ deployment \.manifest\.(magic|version): ", "who wrote the file"),
                new(@"__pulumi_raw_state_delta", "the Terraform bridge's own bookkeeping"),
                new(@"__pulumi-go-provider-version", "bookkeeping of the library that the command provider is made with"),
                new(@"^24-cmds-env-changed ", "SSH.NET cannot set environment variables, so they are refused before anything is connected"),
                new(
                    @"^39-program-throws line of (diagnostics of pulumi:pulumi:Stack|pulumi:pulumi:Stack)",
                    "the words of a .NET program for its exception"
                ),
                new(
                    @"^39-program-throws line of (summary|random:index:RandomId x)",
                    "what a .NET program registered just before it throws may or may not be sent"
                )
                {
                    IsChance = true,
                },
                new(@"^40-secret-in-create .* => .*<result of pw>", "the password of the recording is told nowhere else"),
                new(
                    @"^41-same-name-twice line of (random:index:RandomId same|summary)",
                    "which of the two comes first, and how far, is a matter of time"
                )
                {
                    IsChance = true,
                },
                new(@"^46-destroy line of pulumi:pulumi:Stack faults-flt: .* 0 times", "a line of the warnings about plugins"),
            ],
        };
}
