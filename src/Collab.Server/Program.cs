return await Collab.Server.Cli.CommandLine.RunAsync(args);
