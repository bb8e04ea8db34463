namespace NodeBBInfra.Tests.StackTests;

/// <summary>A project with a stack "prod" of the tests' own, because the repository's file is its owner's to change.</summary>
internal static class TestStack
{
    private const string Configuration = """
        config:
          nodebb:domain: example.org
          nodebb:zoneId: 023e105f4ecef8ad9ca31a8372d0c353
          nodebb:otherForums: [staging.example.org, pr-*.example.org]
          nodebb:originAddress: 192.0.2.10
          nodebb:sshHostKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
          nodebb:email: admin@example.org
          nodebb:protected: [prod]

        """;

    /// <summary>Makes the project in a folder that need not exist.</summary>
    public static void Make(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in new[] { "Pulumi.yaml", "Pulumi.example.yaml" })
            File.Copy(Repository.PathOf(file), Path.Combine(folder, file));
        File.WriteAllText(Path.Combine(folder, "Pulumi.prod.yaml"), Configuration);
        Directory.CreateSymbolicLink(Path.Combine(folder, "infra"), Repository.PathOf("infra"));
    }
}
