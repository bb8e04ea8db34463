return await NodeBBInfra.Sandbox.Commands.CommandLine.RunAsync(args);
