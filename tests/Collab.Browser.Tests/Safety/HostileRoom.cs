using System.Text.Json.Nodes;
using Collab.Browser.Tests.Support;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Browser.Tests.Safety;

/// <summary>A seminar in which everything that people can write is hostile: each payload in each place.</summary>
internal sealed class HostileRoom
{
    private HostileRoom(Room room, Participant moderator) => (Room, Moderator) = (room, moderator);

    public Room Room { get; }

    /// <summary>Who sees all of it.</summary>
    public Participant Moderator { get; }

    public static async Task<HostileRoom> BuildAsync(CollabServer server)
    {
        var numbers = Enumerable.Range(0, Payloads.Count).ToArray();
        var room = await Room.WithPointsAsync(server, Payloads.LineAt(Sink.Title, 0), [.. numbers.Select(i => Payloads.LineAt(Sink.Text, i))]);
        var moderator = await room.JoinAsync(Role.Moderator, "Mara Stein");
        foreach (var i in numbers.Skip(1))
            await server.ImportAsync(room.Seminar, room.Owner.Member, Payloads.LineAt(Sink.Title, i), "A point.");
        var clauses = (await room.SnapshotAsync(room.Owner))["clauses"]!.AsArray();
        foreach (var i in numbers)
            await WriteAsync(room, moderator, i, (string)clauses[i]!["id"]!);
        return new HostileRoom(room, moderator);
    }

    private static async Task WriteAsync(Room room, Participant moderator, int i, string clause)
    {
        var author = await room.JoinAsync(Role.Annotator, Payloads.LineAt(Sink.Name, i, 80));
        var note = await NoteAsync(room, author, i, clause, Payloads.At(Sink.Body, i));
        await room.ReplyAsync(author, note, Ended(Payloads.At(Sink.Reply, i)));
        await room.ReplyAsync(author, note, Ended($"[{Payloads.At(Sink.LinkText, i)}](https://ok.example)"));
        await room.ReplyAsync(author, note, Ended($"[x]({Payloads.At(Sink.LinkAddress, i)})"));
        await room.DoAsync(moderator, await NoteAsync(room, author, i, clause, "Hidden words"), "hide", new { reason = Payloads.LineAt(Sink.Reason, i) });
    }

    private static async Task<string> NoteAsync(Room room, Participant author, int i, string clause, string text)
    {
        using var response = await author.PostAsync($"/api/documents/{room.Document}/annotations", new
        {
            commandId = Guid.NewGuid(),
            targets = new[] { new { clause, quote = new { exact = Payloads.LineAt(Sink.Text, i) } } },
            body = new { text = Ended(text), format = "markdown" },
            tags = new[] { Payloads.LineAt(Sink.Tag, i, 120) },
        });
        return (string)(await response.JsonAsync())["id"]!;
    }

    private static string Ended(string text) => $"{text}\n\n{Payloads.Closers}";
}
