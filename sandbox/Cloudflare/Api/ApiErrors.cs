namespace NodeBBInfra.Sandbox.Cloudflare.Api;

/// <summary>
/// The API's errors. Codes and messages are recorded or published ones if there are any; the others, marked as own, are made up in the
/// same form.
/// </summary>
internal static class ApiErrors
{
    // https://developers.cloudflare.com/fundamentals/api/troubleshooting/
    public static ApiException Authentication() => new(403, 10000, "Authentication error");

    // The real response to a header that cannot contain a token.
    public static ApiException AuthorizationHeader() =>
        new(400, 6003, "Invalid request headers") { Cause = (6111, "Invalid format for Authorization header") };

    public static ApiException NoRoute(string path) =>
        new(404, 7003, $"Could not route to {path}, perhaps your object identifier is invalid?");

    public static ApiException ForeignZone() => new(403, 9109, "Unauthorized to access requested resource");

    public static ApiException MalformedJson() => new(400, 6007, "Malformed JSON in request body");

    public static ApiException UnknownSetting() => new(400, 1006, "Unrecognized zone setting name");

    public static ApiException SettingValue(SettingDefinition setting) =>
        new(400, 1007, $"Invalid value for zone setting {setting.Id}: the Free plan takes {setting.Values}");

    // Own code.
    public static ApiException SettingFixed(string id) => new(403, 1015, $"Not allowed to edit setting for {id}");

    // https://developers.cloudflare.com/dns/manage-dns-records/troubleshooting/
    public static ApiException RecordMissing() => new(404, 81044, "Record does not exist.");

    public static ApiException RecordQuota() => new(400, 81045, "Record quota exceeded.");

    public static ApiException HostTaken() => new(400, 81053, "An A, AAAA, or CNAME record with that host already exists.");

    public static ApiException AliasTaken() => new(400, 81054, "A CNAME record with that host already exists.");

    public static ApiException RecordExists() => new(400, 81057, "The record already exists.");

    public static ApiException RecordIdentical() => new(400, 81058, "An identical record already exists.");

    public static ApiException RecordInvalid(int code, string message) =>
        new(400, 1004, "DNS Validation Error") { Cause = (code, message) };

    // https://developers.cloudflare.com/ruleset-engine/rulesets-api/json-object/#errors
    public static ApiException SecondEntryPoint(string phase) =>
        new(400, 20217, $"'zone' is not a valid value for kind because exceeded maximum number of zone rulesets for phase {phase}")
        {
            Pointer = "/kind",
        };

    public static ApiException Expression(string pointer, string expression, string problem) =>
        new(
            400,
            20127,
            $"'{expression}' is not a valid value for {pointer[(pointer.LastIndexOf('/') + 1)..]} because could not parse filter expression: {problem}"
        )
        {
            Pointer = pointer,
        };

    // Own code.
    public static ApiException RulesetMissing() => new(404, 10003, "could not find ruleset");

    // Own codes, of the same family as the recorded 20217.
    public static ApiException RuleValue(string pointer, string value, string because) =>
        new(400, 20120, $"{value} is not a valid value for {pointer[(pointer.LastIndexOf('/') + 1)..]} because {because}")
        {
            Pointer = pointer,
        };

    public static ApiException TooManyRules(string phase, int rules, int most) =>
        new(400, 20118, $"exceeded maximum number of rules for phase {phase}: {rules} of {most} that the Free plan allows")
        {
            Pointer = "/rules",
        };

    // Own codes.
    public static ApiException Invalid(string member, string because) => new(400, 1001, $"{member} {because}") { Pointer = $"/{member}" };

    public static ApiException Missing(string what) => new(404, 1002, $"{what} does not exist");

    // https://developers.cloudflare.com/api/resources/origin_ca_certificates/ : 1010 is published for requests that do not parse.
    public static ApiException Csr(string because) => new(400, 1010, $"Failed to validate requested hostname or CSR: {because}");

    public static ApiException CertificateMissing() => new(404, 1101, "Failed to read certificate from Database");
}
