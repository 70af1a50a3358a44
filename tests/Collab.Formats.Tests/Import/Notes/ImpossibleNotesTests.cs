using System.Text.Json;
using Collab.Domain.Documents;
using Collab.Domain.Importing;
using Collab.Domain.Policy;
using Collab.Formats.Import.Notes;
using Collab.Formats.Tests.Export;
using CsCheck;

namespace Collab.Formats.Tests.Import.Notes;

/// <summary>What a file says of notes that no room allows does not come in, and is counted; the notes come.</summary>
public sealed class ImpossibleNotesTests
{
    private readonly DocumentBuilder _there = new("The committee is elected.", "It shall report.");

    [Fact]
    public void M270_threads_under_one_another_or_under_an_answer_stand_by_themselves()
    {
        var placing = Bring(Note("a", into: "b"), Note("b", into: "c"), Note("c", into: "a"), Note("d", into: "r"), Note("r", answers: "a"), Note("r2", answers: "a", into: "b"), Note("e", into: "e"), Note("f", into: "a"));
        // What is in a circle stands under each other but for one; what is under itself, or nothing, the reader has left out.
        Assert.Equal([new LeftOut("merges", 3)], placing.LeftOut.AsEnumerable());
        Assert.Equal((("b", "c", null), (null, null, null, "a")), ((Into("a"), Into("b"), Into("c")), (Into("d"), Into("r2"), Into("e"), Into("f"))));
    }

    [Fact]
    public void So_many_merged_one_into_the_other_as_there_are_answers_under_each_other_and_the_rest_by_themselves()
    {
        var placing = Bring([.. Enumerable.Range(0, 100).Select(i => Note($"n{i}", into: i == 0 ? null : $"n{i - 1}"))]);
        Assert.Equal([new LeftOut("merges", 3)], placing.LeftOut.AsEnumerable());
        Assert.Equal(4, _there.State.Annotations.Count(note => note.MergedInto is null));
    }

    [Fact]
    public void A_note_is_nothing_to_itself_and_is_pinned_in_the_place_of_others_and_where_it_stands_by_itself()
    {
        var placing = Bring(
            [Note("a"), Note("b", into: "a")],
            pins: [new { annotation = "a", clause = "one", by = "x", supersedes = "a" }, new { annotation = "b", clause = "one", by = "x" }],
            relations: [new { from = "a", relation = "supports", to = "a", by = "x" }, new { from = "a", relation = "supports", to = "b", by = "x" }]);
        Assert.Equal([new LeftOut("pins", 1), new LeftOut("relations", 1)], placing.LeftOut.AsEnumerable());
        Assert.Equal((Id("a"), null), Assert.Single(_there.State.Pins) is var pin ? (pin.Annotation, pin.Supersedes) : default);
        Assert.Equal((Id("a"), Id("b")), Assert.Single(_there.State.Header.Relations) is var relation ? (relation.From, relation.To) : default);
    }

    [Fact]
    public void The_number_of_a_wording_leaves_room_for_the_next()
    {
        Bring(Note("a", version: int.MaxValue), Note("b", version: 7));
        Assert.Equal([ImportedNote.MostVersions, 7], _there.State.Annotations.OrderBy(note => note.Number).Select(note => note.Version));
    }

    /// <summary>Also where a log of before has what no file brings any more.</summary>
    [Theory]
    [MemberData(nameof(Samples.Complete), MemberType = typeof(Samples))]
    public void Every_note_stands_exactly_once_however_threads_were_merged(string format) => Gen.Select(GeneratedDocuments.Gen, Gen.Select(Gen.Int[0, 40], Gen.Int[0, 40]).Array[1, 8]).Sample((builder, merges) =>
    {
        var notes = builder.State.Annotations.OrderBy(note => note.Number).ToList();
        var threads = notes.Where(note => note.Thread is null).ToList();
        foreach (var (thread, into) in notes.Count == 0 ? [] : merges)
            builder.Merge(builder.State.Header.Members.Keys.First(), threads[thread % threads.Count].Id, notes[into % notes.Count].Id);
        foreach (var scope in new[] { "all", $"clause:{builder.Clause(1)}" })
        {
            var document = Samples.Select(builder.State, new Audience(true, null), scope);
            Assert.True(scope != "all" || document.Notes.Count == notes.Count);
            Assert.Equal(document.Notes.Select(note => note.Number), NoteNumbers.Of(format, Samples.Bytes(format, document).GetAwaiter().GetResult()).Order());
        }
    }, iter: 60);

    private Placing Bring(params object[] notes) => Bring(notes, [], []);

    private Placing Bring(object[] notes, object[] pins, object[] relations)
    {
        var owner = _there.Join("Somebody", Role.Owner);
        var file = JsonSerializer.SerializeToUtf8Bytes(new { format = "collab", version = 1, members = new[] { new { id = "x", name = "Ana" } }, clauses = new[] { new { id = "one", label = "1", text = "The committee is elected." } }, annotations = notes, pins, relations });
        var placing = new Placing(NotesReader.Read(file), _there.State, new Dictionary<int, string>());
        _there.Do(placing.Command(Guid.NewGuid(), owner, "", intended: false));
        return placing;
    }

    private static object Note(string name, string? into = null, string? answers = null, int version = 1) =>
        new { id = name, creator = "x", version, mergedInto = into, replyTo = answers, targets = answers is null ? new[] { new { clause = "one" } } : [], body = new { text = name } };

    private string Id(string name) => _there.State.Annotations.Single(note => note.Body!.Text == name).Id;

    private string? Into(string name) => _there.State.Find(Id(name))!.MergedInto is { } into ? _there.State.Find(into)!.Body!.Text : null;
}
