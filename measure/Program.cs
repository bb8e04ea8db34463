return await NodeBBInfra.Measure.MeasureCommands.RunAsync(args);
