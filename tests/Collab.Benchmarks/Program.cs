using Collab.Benchmarks;
using Collab.Benchmarks.Goals;

// Load comes from this process, what is measured runs in others: Collab's own server, and the baseline beside it.
//   dotnet run -c Release --project tests/Collab.Benchmarks             every row, written to docs/benchmarks.md
//   dotnet run -c Release --project tests/Collab.Benchmarks -- writes   some rows, printed
//   dotnet run -c Release --project tests/Collab.Benchmarks -- goals    the table of goals (goals --help)
//   dotnet run -c Release --project tests/Collab.Benchmarks -- micro    the pure core, by BenchmarkDotNet
if (args is ["baseline", var url])
{
    await BaselineServer.RunAsync(url);
    return 0;
}

if (args is ["inside", var folder, var address, .. var database])
{
    await InsideServer.RunAsync(folder, address, database.FirstOrDefault());
    return 0;
}

if (args is ["goals", .. var asked])
    return await GoalsCommand.RunAsync(asked);

if (args is ["micro", ..])
{
    BenchmarkDotNet.Running.BenchmarkSwitcher.FromTypes([typeof(CoreBenchmark)]).Run(args.Length > 1 ? args[1..] : ["--filter", "*"]);
    return 0;
}

string[] known = ["writes", "deliveries", "write-costs", "delivery-costs", "reveal", "leads", "presence", "opening", "browser", "search", "exports", "memory", "start", "joins", "policy", "revisions", "container"];
var chosen = args.Where(known.Contains).ToArray();
if (args.Except(known).Any())
{
    Console.Error.WriteLine($"Usage: Collab.Benchmarks goals --help | micro | [{string.Join("] [", known)}]");
    return 2;
}

var report = new Report();
foreach (var name in chosen.Length > 0 ? chosen : known)
{
    Console.WriteLine($"# {name}");
    await (name switch
    {
        "writes" => WriteBenchmark.RunAsync(report),
        "deliveries" => DeliveryBenchmark.RunAsync(report),
        "write-costs" => CostBenchmark.WritesAsync(report),
        "delivery-costs" => CostBenchmark.DeliveriesAsync(report),
        "reveal" => RevealBenchmark.RunAsync(report),
        "leads" => LeadBenchmark.RunAsync(report),
        "presence" => PresenceBenchmark.RunAsync(report),
        "opening" => OpeningBenchmark.RunAsync(report),
        "browser" => BrowserBenchmark.RunAsync(report),
        "search" => SearchBenchmark.RunAsync(report),
        "exports" => ExportBenchmark.RunAsync(report),
        "memory" => MemoryBenchmark.RunAsync(report),
        "policy" => PolicyBenchmark.RunAsync(report),
        "joins" => JoinBenchmark.RunAsync(report),
        "revisions" => RevisionBenchmark.RunAsync(report),
        "container" => ContainerBenchmark.RunAsync(report),
        _ => StartBenchmark.RunAsync(report),
    });
}

if (chosen.Length == 0)
    report.Save();
return 0;
