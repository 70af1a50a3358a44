namespace Collab.Benchmarks.Goals;

/// <summary>All goals, in the order of the table.</summary>
internal static class GoalTable
{
    private const string Bare = "bare SignalR that stores nothing";

    /// <summary>Of bare SignalR's acknowledged writes with 10 readers and 64 writers, what Socket.IO with a SQLite insert for each message reached; given.</summary>
    public const double BestDurablePeer = 0.08;

    /// <summary>Milliseconds that the best peer took to join with 10,000 annotations, warm; given.</summary>
    private const double BestJoin = 57;

    public static IReadOnlyList<Goal> All { get; } =
    [
        new("writes", "writes", "acknowledged durable writes through the hub, one document, 10 readers, 64 callers", "/s", Bare, 0.6, 0.8) { IsMore = true },
        new("writes-peer", "writes", "… to the best durable peer", "/s", $"Socket.IO with SQLite, given as {BestDurablePeer} × bare SignalR", 8, 12) { IsMore = true },
        new("grain-sqlite", "grain-sqlite", "acknowledged writes at the grain, without the hub, 256 callers", "/s", "bare SQLite group commit", 0.45, 0.6) { IsMore = true },
        new("grain-postgres", "grain-postgres", "… on PostgreSQL", "/s", "one connection, batches of 1,000 rows", 0.4, 0.5) { IsMore = true },
        new("lone-write", "lone-write", "a lone caller's write, p50", " ms", "one bare SQLite commit and one bare SignalR round trip, p50 each", 2, 1.4),
        new("delivery-1000", "delivery-1000", "deliveries to 1,000 readers, 32 in flight", "/s", Bare, 1.5, 3.5) { IsMore = true },
        new("delivery-5000", "delivery-5000", "deliveries to 5,000 readers, 32 in flight", "/s", Bare, 1.6, 5) { IsMore = true },
        new("p99-20", "delivery-1000", "delivery p99, 1,000 readers, 20 a second", " ms", Bare, 1.1, 0.85),
        new("p99-200", "delivery-1000", "delivery p99, 1,000 readers, 200 a second", " ms", Bare, 0.7, 0.45),
        new("cpu-20", "delivery-1000", "processor time for 1,000 deliveries, 20 a second", " ms", Bare, 1.0, 0.7),
        new("cpu-saturated", "delivery-1000", "processor time for 1,000 deliveries, 32 in flight", " ms", Bare, 2.0, 0.7) { IsAbsolute = true },
        new("memory-reader", "delivery-5000", "memory of an idle reader, of 5,000", " KB", Bare, 30, 21) { IsAbsolute = true },
        new("memory-notes", "memory-notes", "memory of 1,000 annotations in an open document", " MB", "", 1, 0.6) { IsAbsolute = true },
        new("open-warm", "opening", "opening a document with 10,000 annotations, warm", " ms", "the best peer, given", 0.8, 0.4) { Given = BestJoin },
        new("open-cold", "opening", "… cold", " ms", "bare Kestrel that sends the same bytes", 400, 200) { IsAbsolute = true },
        new("open-bytes", "opening", "… compressed bytes for 1,000 annotations", " KB", "not compressed", 100, 60) { IsAbsolute = true },
        new("at-once-10", "large", "10 readers opening a document of 100,000 annotations at once", " s", "bare Kestrel that sends the same bytes", 3, 1) { IsAbsolute = true },
        new("at-once-300", "opening", "300 readers opening a document of 10,000 annotations at once", " s", "bare Kestrel that sends the same bytes", 3, 1.5) { IsAbsolute = true },
        new("activation", "activation", "cold activation with 100,000 events behind it", " ms", "", 300, 100) { IsAbsolute = true },
        new("start-empty", "start", "start to ready, empty", " s", "bare SignalR", 1.5, 1) { IsAbsolute = true },
        new("start-full", "large", "start to ready, with 100,000 annotations", " s", "bare SignalR", 2, 1.2) { IsAbsolute = true },
        new("flat-p99", "flat", "p99 of a write, 100 a second, at 100,000 annotations", " ms", "the same at 100", 1.2, 1.05),
        new("flat-cpu", "flat", "processor time of a write, 100 a second, at 100,000 annotations", " ms", "the same at 100", 1.2, 1.05),
        new("nodes", "nodes", "three nodes on PostgreSQL, 300 documents, writers and readers spread: writes in all", "/s", "one node on the same processors", 0.75, 0.9) { IsMore = true },
        new("nodes-shares", "nodes", "… the least busy node's share, in parts of an even one", "", "", 0.8, 0.9) { IsMore = true, IsAbsolute = true },
        new("first-content", "browser", "the room in the browser: first content", " ms", "the same page without script", 1.1, 1.1),
    ];

    public static IReadOnlyList<string> Groups { get; } = [.. All.Select(goal => goal.Group).Distinct()];
}
