using System.CommandLine;
using Collab.Server.Admin;

namespace Collab.Server.Cli;

/// <summary>The command <c>info</c>: what is kept, and whether the server runs, lives and is ready.</summary>
internal static class InfoCommand
{
    /// <summary>Whoever asks whether it lives starts it again when it does not: a busy one is given time.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Make()
    {
        var documents = new Option<bool>("--documents") { Description = "List every document too: its id, and how many events it has." };
        var document = new Option<string?>("--document") { Description = "Say of this document which node of a cluster holds it.", HelpName = "ID" };
        var counts = new Option<bool>("--counts") { Description = "Say only how much is kept of each kind: people, seats, tokens, logs and their events. A restore that lost something has less." };
        var alive = new Option<bool>("--alive") { Description = "Say only whether the server's process lives, as it starts and upgrades its data too: for who starts it again. Exits with 1 when it does not." };
        var ready = new Option<bool>("--ready") { Description = "Say only whether the server can do all that it does: for who waits for it. Exits with 1 when it cannot." };
        return OperatorCommands.Make("info", "Say what is kept, and whether the server runs.", [], [documents, document, counts, alive, ready], async parsed =>
        {
            if (parsed.GetValue(alive) || parsed.GetValue(ready))
                return await ProbeAsync(Shared.StorageOf(parsed).Folder, parsed.GetValue(ready));
            OperatorCommands.DemandData(parsed);
            await using var admin = await OperatorCommands.ConnectAsync(parsed);
            if (parsed.GetValue(counts))
            {
                foreach (var (name, count) in await admin.GetAsync<SortedDictionary<string, long>>("/admin/counts"))
                    Console.Out.WriteLine($"{name,-22}{count}");
                return CommandLine.Done;
            }

            var info = await admin.GetAsync<AdminApi.Info>("/admin/info");
            Console.Out.WriteLine($"version    {info.Version}");
            Console.Out.WriteLine($"data       {info.Data}");
            Console.Out.WriteLine($"storage    {info.Storage}");
            Console.Out.WriteLine($"server     {(admin.WasRunning ? $"process {info.ProcessId}, {string.Join(", ", info.Addresses)}" : "stopped")}");
            if (info.Certificate is { } certificate)
            {
                Console.Out.WriteLine($"HTTPS      certificate {certificate}");
                Console.Out.WriteLine($"           its key     {info.CertificateKey}");
            }

            Console.Out.WriteLine($"documents  {info.Documents.Count}, {info.Documents.Sum(document => document.Events)} events");
            if (info.Scrub is { } scrub)
                Console.Out.WriteLine($"checked    {scrub.Ended:u}, {scrub.Events} events in {scrub.Streams} streams, {(scrub.Damaged.Count == 0 ? "all as written" : $"{scrub.Damaged.Count} damaged: see “verify”")}");
            foreach (var seminar in info.Seminars)
                Console.Out.WriteLine($"seminar    {seminar.Id}  {OperatorCommands.Plain(seminar.Title)} ({seminar.Members} members, {seminar.Documents} documents)");
            foreach (var listed in parsed.GetValue(documents) ? info.Documents : [])
                Console.Out.WriteLine($"document   {listed.Id}  {listed.Events} events");
            if (parsed.GetValue(document) is { } asked)
                Console.Out.WriteLine($"held by    {await HolderAsync(admin, info, asked)}");
            return CommandLine.Done;
        });
    }

    private static async Task<string> HolderAsync(AdminClient admin, AdminApi.Info info, string document)
    {
        if (info.Documents.All(known => known.Id != document))
            throw new AdminException($"There is no document “{document}” here. “info --documents” lists them.");
        var holder = await admin.GetAsync<AdminApi.Holder>($"/admin/documents/{document}/holder");
        return holder.Node is null ? "no node: nobody has it open" : $"{holder.Node}{(holder.Here ? ", this node" : "")}";
    }

    private static async Task<int> ProbeAsync(string folder, bool ready)
    {
        try
        {
            if (ready && await AdminClient.HindranceAsync(folder, Patience) is { } hindrance)
                throw new AdminException($"The server is not ready: {hindrance}.");
            if (!ready && !await AdminClient.LivesAsync(folder, Patience))
                throw new AdminException($"No server has {folder} open. Start it, or name its folder with --data DIR.");
            Console.Out.WriteLine(ready ? "ready" : "alive");
            return CommandLine.Done;
        }
        catch (OperationCanceledException)
        {
            throw new AdminException($"The server of {folder} has not answered for {Patience.TotalSeconds:0} seconds. Start it again.");
        }
    }
}
