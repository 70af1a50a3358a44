using System.Text;
using Collab.Testing;

namespace Collab.Server.Tests.Docs;

/// <summary>Another revision of a text, and the notes that stay on the one before.</summary>
public sealed partial class WireTests
{
    private static async Task RevisionsAsync(WireStory story, Participant owner)
    {
        const string Next = "We resolve, all of us together:\n\n1. That every member who is here shall read slowly, and twice.\n";
        var imported = await story.CallAsync(owner, $"POST {Seminar}/documents", [story.Server.Seminar], new { commandId = Guid.NewGuid(), text = "We resolve, all of us:\n\n1. That every member who is here shall read slowly.\n\n2. To write in the margin.\n" });
        var document = (string)imported["id"]!;
        var clauses = (await story.CallAsync(owner, $"GET {Doc}", [document]))["clauses"]!.AsArray().Select(clause => (string)clause!["id"]!).ToList();
        await NoteAsync(clauses[1], "read slowly");
        var orphan = await NoteAsync(clauses[2], "in the margin");
        using var asked = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(Next)), "file", "resolution.txt" } };
        await story.CallAsync(owner, $"POST {Doc}/revisions/preview", [document], asked);
        var preview = await story.CallAsync(owner, $"POST {Doc}/revisions/preview", [document], new { text = Next, format = "text" });
        var pairs = preview["pairs"]!.AsArray().Select(pair => new { clauses = pair!["clauses"]!.DeepClone(), parts = pair["parts"]!.DeepClone(), confirmed = true, change = (string)pair["change"]!, likeness = (double)pair["likeness"]!, sure = (bool)pair["sure"]! }).ToArray();
        await story.CallAsync(owner, $"POST {Doc}/revisions/preview", [document], new { text = Next, pairs });
        await story.CallAsync(owner, $"POST {Doc}/revisions", [document], new { commandId = Guid.NewGuid(), revision = 1, text = Next, format = "text", pairs, reason = "The margin is another matter." });
        await story.CallAsync(owner, $"GET {Doc}/revisions", [document]);
        await story.CallAsync(owner, $"GET {Doc}/revisions/queue", [document]);
        await story.CallAsync(owner, $"POST {Doc}/annotations/{{annotation}}/keep", [document, orphan], new { commandId = Guid.NewGuid(), version = 1 });
        await story.CallAsync(owner, $"GET {Doc}", [document]);
        await story.CallAsync(owner, $"GET {Doc}", [document], query: "?revision=1");
        foreach (var e in (await story.CallAsync(owner, $"GET {Doc}/events", [document], query: "?after=0"))["events"]!.AsArray())
            story.Demand((string)e!["kind"]!, e.ToJsonString());

        async Task<string> NoteAsync(string clause, string exact) => (string)(await story.CallAsync(owner, $"POST {Doc}/annotations", [document], new { commandId = Guid.NewGuid(), targets = new[] { new { clause, quote = new { exact } } }, body = new { text = "Why?" } }))["id"]!;
    }
}
