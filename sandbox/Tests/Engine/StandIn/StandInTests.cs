namespace NodeBBInfra.Tests.Engine.StandIn;

/// <summary>The commands in the documents, run as written, with the stand-in.</summary>
public sealed class StandInTests : IDisposable
{
    private const string Urn = "urn:pulumi:prod::nodebb::random:index/randomId:RandomId::kept";
    private const string Nginx = "urn:pulumi:prod::nodebb::test:index:Origin$random:index/randomId:RandomId::nginx";
    private readonly StandInProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task A_stacks_life_from_init_to_rm()
    {
        Assert.Contains(
            "no stack selected; please use `pulumi stack select`",
            await _project.RefusedAsync("pulumi up"),
            StringComparison.Ordinal
        );
        Assert.Equal("Created stack 'prod'\n", await _project.DoAsync("pulumi stack init prod --secrets-provider passphrase"));
        Assert.StartsWith("# by hand\nconfig:\nencryptionsalt: v1:", _project["Pulumi.prod.yaml"], StringComparison.Ordinal);
        Assert.Contains("stack 'prod' already exists", await _project.RefusedAsync("pulumi stack init prod"), StringComparison.Ordinal);

        Assert.Contains("    + 6 to create", await _project.DoAsync("pulumi preview --diff"), StringComparison.Ordinal);
        Assert.Contains("Previewing update (prod):", await _project.DoAsync("pulumi up"), StringComparison.Ordinal);
        Assert.Contains(
            "    6 unchanged",
            await _project.DoAsync("pulumi preview --refresh --expect-no-changes"),
            StringComparison.Ordinal
        );
        _project.Environment["BYTES"] = "8";
        Assert.Contains(
            "error: no changes were expected for preview but changes were proposed",
            await _project.RefusedAsync("pulumi preview --expect-no-changes", 7),
            StringComparison.Ordinal
        );

        Assert.Equal("https://example.org/\n", await _project.DoAsync("pulumi stack output url"));
        Assert.Equal("[4567,4568]\n", await _project.DoAsync("pulumi stack output ports"));
        Assert.Equal("[secret]\n", await _project.DoAsync("pulumi stack output password"));
        Assert.Equal(21, (await _project.DoAsync("pulumi stack output password --show-secrets")).Length);
        Assert.Contains(
            "current stack does not have output property 'no'",
            await _project.RefusedAsync("pulumi stack output no"),
            StringComparison.Ordinal
        );
        Assert.Contains($"URN: {Nginx}\n", await _project.DoAsync("pulumi stack --show-urns"), StringComparison.Ordinal);

        Assert.Contains(
            "'prod' still has resources; removal rejected.",
            await _project.RefusedAsync("pulumi stack rm prod --preserve-config"),
            StringComparison.Ordinal
        );
        await _project.DoAsync("pulumi destroy --refresh");
        Assert.Equal("Stack 'prod' has been removed!\n", await _project.DoAsync("pulumi stack rm prod --preserve-config"));
        Assert.Contains("# by hand", _project["Pulumi.prod.yaml"], StringComparison.Ordinal);
        Assert.Contains("no stack named 'prod' found", await _project.RefusedAsync("pulumi stack --stack prod"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configuration_is_written_into_the_stacks_file_and_its_comments_stay()
    {
        using var project = new StandInProject(
            "config:\n  # the one\n  nodebb:database: redis # so far\n  nodebb:list:\n    - 1\n# the end\n"
        );
        await project.DoAsync("pulumi stack init prod");
        await project.DoAsync("pulumi config set nodebb:database 'true'");
        await project.DoAsync("pulumi config set --path 'nodebb:ports[2]' 4570");
        await project.DoAsync("pulumi config set --path 'list[1]' two");
        await project.DoAsync("pulumi config set --secret nodebb:sshPrivateKey", "line one\nline two\n");
        Assert.StartsWith(
            """
            # by hand
            config:
              # the one
              nodebb:database: "true" # so far
              nodebb:list: [1,"two"]
              nodebb:ports: [null,null,4570]
              nodebb:sshPrivateKey: {"secure":"v1:
            """,
            project["Pulumi.prod.yaml"],
            StringComparison.Ordinal
        );
        Assert.Contains("# the end\nencryptionsalt: v1:", project["Pulumi.prod.yaml"], StringComparison.Ordinal);
        Assert.Equal("line one\nline two\n", await project.DoAsync("pulumi config get sshPrivateKey"));
        var shown = await project.DoAsync("pulumi config");
        Assert.Matches(@"\n  sshPrivateKey +\[secret\]\n", shown);
        Assert.Contains("must be of type 'array<integer>'", (await project.RefusedAsync("pulumi preview")), StringComparison.Ordinal);
        await project.DoAsync("pulumi config rm ports");
        Assert.Contains("6 to create", await project.DoAsync("pulumi preview"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_with_its_secrets_can_be_imported_into_another_backend_under_another_passphrase()
    {
        await _project.DoAsync("pulumi stack init prod && pulumi up --yes --skip-preview");
        var password = await _project.DoAsync("pulumi stack output password --show-secrets");
        Assert.DoesNotContain(password.Trim(), await _project.DoAsync("pulumi stack export"), StringComparison.Ordinal);
        Assert.Contains(
            $"\"plaintext\": \"\\\"{password.Trim()}\\\"\"",
            await _project.DoAsync("pulumi stack export --show-secrets --file state.json && cat state.json"),
            StringComparison.Ordinal
        );

        _project.Environment["PULUMI_BACKEND_URL"] = "file://other";
        _project.Environment["PULUMI_CONFIG_PASSPHRASE"] = "another";
        Assert.Contains("no stack named 'prod' found", await _project.RefusedAsync("pulumi stack --stack prod"), StringComparison.Ordinal);
        await _project.DoAsync("sed -i /encryptionsalt/d Pulumi.prod.yaml && pulumi stack init prod");
        await _project.DoAsync(
            """salt=$(sed -n 's/^encryptionsalt: //p' Pulumi.prod.yaml); sed -i 's|"salt": ".*"|"salt": "'$salt'"|' state.json"""
        );
        await _project.DoAsync("pulumi stack import --file state.json");

        Assert.Equal(password, await _project.DoAsync("pulumi stack output password --show-secrets"));
        Assert.DoesNotContain(password.Trim(), _project["other/state/prod.json"], StringComparison.Ordinal);
        Assert.Contains("    6 unchanged", await _project.DoAsync("pulumi preview"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_person_sets_goes_over_the_worlds_value_until_it_is_removed()
    {
        _project.MakeWorld(new string('1', 32));
        await _project.DoAsync("pulumi stack init prod && pulumi up");
        Assert.Equal(new string('1', 32) + "\n", await _project.DoAsync("pulumi stack output zone"));

        await _project.DoAsync($"pulumi config set zoneId {new string('2', 32)} && pulumi up");
        Assert.Equal(new string('2', 32) + "\n", await _project.DoAsync("pulumi stack output zone"));
        await _project.DoAsync("pulumi config rm zoneId && pulumi up");

        Assert.Equal(new string('1', 32) + "\n", await _project.DoAsync("pulumi stack output zone"));
    }

    [Fact]
    public async Task Patterns_fit_urns_and_a_component_that_is_named_changes_nothing()
    {
        await _project.DoAsync("pulumi stack init prod && pulumi up --yes --skip-preview");
        _project.Environment["BYTES"] = "8";
        Assert.Contains("    6 unchanged", await _project.DoAsync("pulumi up --target '**::origin'"), StringComparison.Ordinal);
        var one = await _project.DoAsync("pulumi up --skip-preview --target '**::nginx'");
        Assert.Contains("    +-1 replaced\n    5 unchanged", one, StringComparison.Ordinal);
        Assert.Contains("    +-1 replaced", await _project.DoAsync("pulumi up --skip-preview"), StringComparison.Ordinal);
        Assert.Contains(
            "    +-1 replaced\n    5 unchanged",
            await _project.DoAsync("pulumi up --skip-preview --replace '**RandomId::forum'"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "    +-1 replaced",
            await _project.DoAsync($"pulumi up --skip-preview --replace '{Nginx}'"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "    6 unchanged",
            await _project.DoAsync("pulumi up --skip-preview --replace '**::nothing'"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Target 'urn:nowhere' could not be found in the stack. Did you forget to escape $ in your shell?",
            await _project.RefusedAsync("pulumi up --skip-preview --target urn:nowhere"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "    - 1 deleted\n    5 unchanged",
            await _project.DoAsync("pulumi destroy --target '**::nginx'"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "will be destroyed but was not specified in --target list.",
            await _project.RefusedAsync("pulumi destroy --target '**::origin'"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_new_thing_that_is_named_needs_what_it_stands_on_named_too()
    {
        await _project.DoAsync("pulumi stack init prod");
        Assert.Contains(
            "which was was not specified in --target list.",
            await _project.RefusedAsync("pulumi up --skip-preview --target '**::nginx'"),
            StringComparison.Ordinal
        );
        await _project.DoAsync("pulumi up --skip-preview --target '**::kept'");
        Assert.Equal(
            ["kept", "nodebb-prod"],
            _project.State.Resources.Where(resource => !resource.IsProvider).Select(resource => resource.Name).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task The_state_is_edited_by_urn_and_only_where_nothing_depends_on_it()
    {
        _project.Environment["PROTECT"] = "yes";
        await _project.DoAsync("pulumi stack init prod && pulumi up --skip-preview");
        Assert.Contains($"`pulumi state unprotect '{Urn}'`", await _project.RefusedAsync("pulumi destroy"), StringComparison.Ordinal);
        Assert.Contains(
            "can't be safely deleted because it is protected",
            await _project.RefusedAsync($"pulumi state delete '{Urn}'"),
            StringComparison.Ordinal
        );
        Assert.Equal("1 resources unprotected\n", await _project.DoAsync($"pulumi state unprotect '{Urn}'"));
        Assert.Equal("Resource deleted\n", await _project.DoAsync($"pulumi state delete '{Urn}'"));
        Assert.DoesNotContain(_project.State.Resources, resource => resource.Urn == Urn);
        Assert.Contains(
            "because the following resources depend on it:\n * \"nginx\" ",
            await _project.RefusedAsync("pulumi state delete 'urn:pulumi:prod::nodebb::test:index:Origin::origin'"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"No such resource \"{Urn}\" exists in the current state",
            await _project.RefusedAsync($"pulumi state delete '{Urn}'"),
            StringComparison.Ordinal
        );
        await _project.DoAsync("pulumi stack export --file state.json && pulumi destroy && pulumi stack import --file state.json");
        Assert.Contains(_project.State.Resources, resource => resource.Urn == Nginx);
    }

    [Theory]
    [InlineData("pulumi up --policy-pack x", "unknown flag: --policy-pack")]
    [InlineData("pulumi up --target-dependents", "unknown flag: --target-dependents")]
    [InlineData("pulumi refresh --import-pending-creates x", "unknown flag: --import-pending-creates")]
    [InlineData("pulumi console", "unknown command \"console\" for \"pulumi\"")]
    [InlineData("pulumi stack rename x", "unknown command \"rename\" for \"pulumi stack\"")]
    [InlineData("pulumi import --file no.json --protect=false --generate-code=false", "could not read import file")]
    [InlineData("pulumi import a b --generate-code=false", "missing id")]
    [InlineData("pulumi import a b c", "generates no code")]
    [InlineData(
        "PULUMI_SKIP_CONFIRMATIONS= pulumi up",
        "--yes or --skip-preview or --preview-only must be passed in to proceed when running in non-interactive mode"
    )]
    [InlineData("PULUMI_CONFIG_PASSPHRASE=wrong pulumi up", "incorrect passphrase")]
    [InlineData("cd / && pulumi up", "no Pulumi.yaml project file found (searching upwards from /)")]
    public async Task What_it_has_not_is_refused_by_name(string line, string message)
    {
        await _project.DoAsync("pulumi stack init prod");
        Assert.Contains(
            $"error: {message}",
            $"{await _project.RefusedAsync(line)}"
                .Replace(
                    "error: an inline resource must be specified if no converter or import file is used, ",
                    "error: ",
                    StringComparison.Ordinal
                )
                .Replace("error: the sandbox's stand-in for pulumi ", "error: ", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task It_is_not_taken_for_the_real_command()
    {
        Assert.Equal("v0.0.0-sandbox\n", await _project.DoAsync("pulumi version"));
    }
}
