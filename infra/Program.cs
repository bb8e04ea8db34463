return args is [NodeBBInfra.Adoption.AdoptCommand.Name, .. var rest]
    ? await NodeBBInfra.Adoption.AdoptCommand.RunAsync(rest)
    : await Pulumi.Deployment.RunAsync<NodeBBInfra.ForumStack>();
