using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Domain.Annotations;
using Collab.Domain.Events;
using Collab.Formats.Export;
using Collab.Formats.Hypothesis;
using Collab.Formats.Tests.Export;

namespace Collab.Formats.Tests.Hypothesis;

public sealed class NoteChangeTests
{
    private readonly Samples samples = new();

    [Fact]
    public void Each_note_is_told_once_as_it_stands_in_the_end()
    {
        var state = samples.Builder.State;
        LogEvent[] events =
        [
            Event(new AnnotationAdded(samples.First, 1, [], "commenting")), Event(new AnnotationEdited(samples.First, 2)),
            Event(new AnnotationHidden(samples.Hidden)),
            Event(new AnnotationAdded(samples.Deleted, 2, [], "commenting")),
            Event(new PinPlaced(samples.Pinned, samples.Builder.Clause(0), 0)), Event(new ReactionAdded(samples.Answer, "👍")),
        ];
        Assert.Equal([new(samples.First, "create"), new(samples.Hidden, "update"), new(samples.Deleted, "delete")], NoteChange.Of(events, state));
    }

    [Fact]
    public void What_is_done_to_all_that_somebody_wrote_is_done_to_each()
    {
        var state = samples.Builder.State;
        var told = NoteChange.Of([Event(new ContentErased(samples.Ana))], state);
        Assert.Equal(state.Annotations.Where(note => note.Creator == samples.Ana).Select(note => note.Id).Order(), told.Select(change => change.Annotation).Order());
        Assert.True(told.Count > 1);
    }

    [Fact]
    public void What_the_client_says_and_no_note_has_a_word_for_is_kept_and_given_back()
    {
        using var sent = JsonDocument.Parse("""
            {"text":"x","$tag":"t1","metadata":{"lms":7},"extra":{"source":"import"},"hidden":true,
             "target":[{"source":"https://host.example/page","selector":[{"type":"MediaTimeSelector","start":3},{"type":"TextQuoteSelector","exact":"gone"}]}]}
            """);
        var page = PageText.Of(samples.Builder.State.Header);
        var note = SentNote.Read(sent.RootElement, page);
        Assert.Empty(note.Targets);
        var kept = First with { Annotation = First.Annotation with { Targets = [], Foreign = note.Foreign } };
        var back = Written(kept, page);
        Assert.Equal((7, "import", "gone", 3), ((int)back["metadata"]!["lms"]!, (string)back["extra"]!["source"]!, (string)back["target"]![0]!["selector"]![1]!["exact"]!, (int)back["target"]![0]!["selector"]![0]!["start"]!));
        // What is the server's to say is not theirs, nor is what the client keeps for itself.
        Assert.Equal((false, true), ((bool)back["hidden"]!, (bool)back["flagged"]!));
        Assert.DoesNotContain("$tag", note.Foreign!.Extra, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_words_on_an_earlier_text_the_page_is_given_no_quote_to_look_for()
    {
        var page = PageText.Of(samples.Builder.State.Header);
        Assert.Equal(["TextPositionSelector", "TextQuoteSelector", "ClauseSelector"], Selectors(First, page));
        var before = First with { Annotation = First.Annotation with { Targets = [First.Annotation.Targets[0] with { Revision = 0 }] } };
        Assert.Equal(["ClauseSelector"], Selectors(before, page));
        Assert.Equal(["TextQuoteSelector", "ClauseSelector"], Selectors(before, null));

        IEnumerable<string> Selectors(ExportNote note, PageText? text) => Written(note, text)["target"]![0]!["selector"]!.AsArray().Select(selector => (string)selector!["type"]!);
    }

    private ExportNote First => ExportSelection.Of(samples.Builder.State, samples.Builder.State, samples.Builder.As(samples.Ana), new("selected", null, [samples.First]), new(new Uri("https://room.example"))).Notes[0];

    private JsonNode Written(ExportNote note, PageText? text)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            NoteWriter.Write(json, new NoteFrame(new Uri("https://room.example/page"), "room.example", "s", "Title", samples.Builder.State.Header.ClausesById, 1, text), note, _ => null, new NoteStatus(IsFlagged: true));
        return JsonNode.Parse(stream.ToArray())!;
    }

    private static LogEvent Event(EventData data) => new() { Actor = "a", Command = Guid.NewGuid(), Data = data };
}
