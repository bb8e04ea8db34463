return await Pulumi.Deployment.RunAsync<NodeBBInfra.ForumStack>();
