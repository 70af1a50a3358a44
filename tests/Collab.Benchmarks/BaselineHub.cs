using Microsoft.AspNetCore.SignalR;

namespace Collab.Benchmarks;

/// <summary>Sends what it is given to the group, in the same words as Collab's events, and stores nothing.</summary>
internal sealed class BaselineHub : Hub
{
    private static long _seq;

    public Task Join() => Groups.AddToGroupAsync(Context.ConnectionId, "all");

    public async Task<object> Annotate(string clause, string text)
    {
        var (id, e) = Note(clause, text);
        await Clients.Group("all").SendAsync("event", e);
        return new { id, number = e.Seq, e.Seq };
    }

    /// <summary>So many notes of these words, in messages as large as Collab's.</summary>
    public async Task Reveal(string clause, string text, int count)
    {
        foreach (var events in Enumerable.Range(0, count).Select(_ => (object)Note(clause, text).Event).Chunk(64))
            await Clients.Group("all").SendAsync("events", events);
    }

    private static (string Id, Written Event) Note(string clause, string text)
    {
        var seq = Interlocked.Increment(ref _seq);
        var id = $"{clause}.{Guid.NewGuid():N}";
        return (id, new Written(seq, DateTime.UtcNow, "AnnotationAdded", new { id = "0123456789abcdefghjkmnpqrs", name = "Writer" }, clause, id, Guid.NewGuid(),
            new { number = seq, targets = new[] { new { clause, revision = 1 } }, motivation = "commenting", body = new { text, format = "markdown" }, tags = Array.Empty<string>() },
            "0000000000000000000000000000000000000000000000000000000000000000"));
    }

    private sealed record Written(long Seq, DateTime At, string Kind, object Actor, string Clause, string Annotation, Guid Command, object Data, string Hash);
}
