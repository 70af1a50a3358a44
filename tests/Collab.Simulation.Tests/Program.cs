using Collab.Simulation.Tests;

// dotnet Collab.Simulation.Tests.dll FIRST COUNT: each seed and the digest of what happened in it, for whoever compares processes.
var (first, count) = (int.Parse(args[0]), int.Parse(args[1]));
for (var seed = first; seed < first + count; seed++)
    Console.WriteLine($"{seed} {Simulation.Run(seed).Trace:x16}");
