using System.Text;
using Collab.Testing;

namespace Collab.Server.Tests.Docs;

/// <summary>Notes of a file, to which everything happened that can.</summary>
public sealed partial class WireTests
{
    private static async Task ImportsAsync(WireStory story)
    {
        var (_, owner, document) = await story.Server.NewSeminarAsync("House rules", "Be kind to everyone.", "Be brief, and be kind.");
        var points = (await owner.ReadAsync($"/api/documents/{document}"))["clauses"]!.AsArray().Select(clause => (string)clause!["id"]!).ToList();
        const string Notes = """
            {"format":"collab","version":1,"members":[{"id":"x","name":"Ana"},{"id":"y","name":"Ben"}],
             "clauses":[{"id":"one","label":"1","text":"Be kind to everyone."},{"id":"two","label":"2","text":"Be brief, and be kind."}],
             "annotations":[
              {"id":"a","creator":"x","created":"2025-03-01T12:00:00Z","modified":"2025-03-02T12:00:00Z","version":2,"history":[{"version":1,"at":"2025-03-01T12:00:00Z","body":{"text":"To whom?"},"tags":[]}],"state":"shown","reason":"It stands.","reasonBy":"y",
               "targets":[{"clause":"one","quote":{"exact":"kind"}}],"body":{"text":"To whom, and when?"},"tags":["question"],"threadReason":"Not yet.","threadReasonBy":"y","reactions":[{"emoji":"👍","members":["y"]}]},
              {"id":"b","creator":"x","created":"2025-03-01T12:00:00Z","modified":"2025-03-02T12:00:00Z","version":3,"state":"hidden","reason":"Off topic.","reasonBy":"y","targets":[{"clause":"two"}],"body":{"text":"In short."},"resolved":true},
              {"id":"c","creator":"y","created":"2025-03-01T13:00:00Z","replyTo":"a","motivation":"replying","body":{"text":"Whenever."}},
              {"id":"d","creator":"y","created":"2025-03-01T14:00:00Z","state":"deleted","targets":[{"clause":"one"}],"mergedInto":"a"},
              {"id":"e","creator":"y","created":"2025-03-01T15:00:00Z","targets":[{"clause":"three","quote":{"exact":"kind"}}],"body":{"text":"Where?"}},
              {"id":"f","creator":"x","created":"2025-03-01T16:00:00Z","replyTo":"e","motivation":"replying","body":{"text":"There."}}],
             "pins":[{"annotation":"a","clause":"one","by":"y","at":"2025-03-03T12:00:00Z"}],
             "relations":[{"from":"a","relation":"supports","to":"b","by":"x","at":"2025-03-03T13:00:00Z"}],
             "stances":{"taken":[{"stance":"agree"}]}}
            """;
        var preview = await story.CallAsync(owner, $"POST {Doc}/imports/preview", [document], new { text = Notes });
        Assert.Equal(["ambiguous", "with-its-note"], preview["unplaced"]!.AsArray().Select(note => (string)note!["code"]!));
        object[] choices = [new { note = 4, clause = points[1] }];
        await story.CallAsync(owner, $"POST {Doc}/imports/preview", [document], new { text = Notes, choices });
        await story.CallAsync(owner, $"POST {Doc}/imports", [document], new { commandId = Guid.NewGuid(), text = Notes, choices, @override = true });
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(Notes)), "file", "notes.json" } };
        var again = await story.CallAsync(owner, $"POST {Doc}/imports/preview", [document], form);
        Assert.All(again["placed"]!.AsArray(), note => Assert.True((bool)note!["here"]!));
        // Somebody’s own answers, in a file that does not have what they answer.
        const string Own = """{"format":"collab","version":1,"members":[{"id":"x","name":"Ana"}],"annotations":[{"id":"g","creator":"x","replyTo":"a","motivation":"replying","body":{"text":"To all."}}]}""";
        var own = await story.CallAsync(owner, $"POST {Doc}/imports/preview", [document], new { text = Own });
        Assert.NotNull((string?)Assert.Single(own["placed"]!.AsArray())!["answers"]);
        var snapshot = await story.CallAsync(owner, $"GET {Doc}", [document]);
        await story.CallAsync(owner, $"GET {Doc}/annotations/{{annotation}}", [document, (string)snapshot["annotations"]![0]!["id"]!]);
        var batch = await story.CallAsync(owner, $"GET {Doc}/events", [document]);
        foreach (var e in batch["events"]!.AsArray())
            story.Demand((string)e!["kind"]!, e.ToJsonString());
    }
}
