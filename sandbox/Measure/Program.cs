return await NodeBBInfra.Sandbox.Measure.MeasureCommands.RunAsync(args);
