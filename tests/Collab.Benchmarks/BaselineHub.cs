using Microsoft.AspNetCore.SignalR;

namespace Collab.Benchmarks;

/// <summary>Sends what it is given to the group, in the same words as Collab's events, and stores nothing.</summary>
internal sealed class BaselineHub : Hub
{
    private static long _seq;

    public Task Join() => Groups.AddToGroupAsync(Context.ConnectionId, "all");

    public async Task<object> Annotate(string clause, string text)
    {
        var seq = Interlocked.Increment(ref _seq);
        var id = $"{clause}.{Guid.NewGuid():N}";
        var e = new
        {
            seq,
            at = DateTime.UtcNow,
            kind = "AnnotationAdded",
            actor = new { id = "0123456789abcdefghjkmnpqrs", name = "Writer" },
            clause,
            annotation = id,
            command = Guid.NewGuid(),
            data = new { number = seq, targets = new[] { new { clause, revision = 1 } }, motivation = "commenting", body = new { text, format = "markdown" }, tags = Array.Empty<string>() },
            hash = "0000000000000000000000000000000000000000000000000000000000000000",
        };
        await Clients.Group("all").SendAsync("event", e);
        return new { id, number = seq, seq };
    }
}
