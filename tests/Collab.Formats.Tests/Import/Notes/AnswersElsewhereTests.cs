using System.Text;
using System.Text.Json;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Importing;
using Collab.Domain.Policy;
using Collab.Formats.Export;
using Collab.Formats.Import.Notes;
using Collab.Formats.Tests.Export;

namespace Collab.Formats.Tests.Import.Notes;

/// <summary>Answers to what their file does not have: programs export one's own notes alone.</summary>
public sealed class AnswersElsewhereTests
{
    private readonly DocumentBuilder _there = new("The committee is elected.", "It shall report.");
    private readonly string _owner;

    public AnswersElsewhereTests() => _owner = _there.Join("Somebody", Role.Owner);

    [Fact]
    public void Bens_file_answers_what_came_with_Anas()
    {
        Bring(Place(Hypothesis(Note("n1", "Of Ana."))));
        var placing = Place(Hypothesis(Note("r1", "Of Ben.", "n1"), Note("r2", "Of Ben again.", "n1", "r1"), Note("r3", "To an answer that is gone.", "n1", "gone")));
        Assert.All(placing.Notes, note => Assert.Null(note.Code));
        Assert.Equal([Id("Of Ana."), null, Id("Of Ana.")], placing.Notes.Select(note => note.AnswersHere));
        Bring(placing);
        Assert.Equal([("Of Ben.", "Of Ana."), ("Of Ben again.", "Of Ben."), ("To an answer that is gone.", "Of Ana.")], Answers());
        Assert.All(_there.State.Annotations.Where(note => note.ReplyTo is not null), note => Assert.Equal(Id("Of Ana."), note.Thread));
        // All of it is in, and a later file goes on from there: the nearest that is known is answered.
        Assert.All(Place(Hypothesis(Note("n1", "Of Ana."), Note("r1", "Of Ben.", "n1"))).Notes, note => Assert.True(note.IsHere));
        Bring(Place(Hypothesis(Note("n1", "Of Ana."), Note("r4", "Of Cem.", "n1", "r1"))));
        Assert.Contains(("Of Cem.", "Of Ben."), Answers());
        Assert.Equal(5, _there.State.Annotations.Count());
    }

    [Fact]
    public void Of_references_the_last_that_is_in_the_file_is_answered_where_one_is_gone()
    {
        Bring(Place(Hypothesis(Note("n1", "Root."), Note("r2", "To one that is gone.", "n1", "gone"), Note("r3", "To that.", "n1", "gone", "r2"))));
        Assert.Equal([("To one that is gone.", "Root."), ("To that.", "To one that is gone.")], Answers());
    }

    [Fact]
    public void What_answers_nothing_that_is_known_becomes_a_note_where_a_person_says_so()
    {
        var file = Hypothesis(Note("r1", "To nobody.", "gone"), Note("r2", "To that.", "gone", "r1"));
        Assert.Equal(["no-parent", "with-its-note"], Place(file).Notes.Select(note => note.Code));
        Assert.Contains("choose a point", Place(file).Notes[0].Reason, StringComparison.Ordinal);
        Bring(Place(file, (0, _there.Clause(1))));
        Assert.Equal([("To that.", "To nobody.")], Answers());
        var note = _there.State.Find(Id("To nobody."))!;
        Assert.Equal((_there.Clause(1), Motivations.Commenting, null), (Assert.Single(note.Targets).Clause, note.Motivation, note.Thread));
    }

    [Fact]
    public async Task Ones_own_notes_of_a_room_come_after_those_of_the_others()
    {
        var samples = new Samples();
        var here = samples.State;
        var to = new DocumentBuilder("Elsewhere", DocumentMetadata.Empty, [.. here.Header.Clauses.Select(clause => new ClauseDraft(clause.Label, clause.Kind, 0, clause.Text))]);
        var owner = to.Join("Somebody", Role.Owner);
        foreach (var root in here.Annotations.Where(note => note.Thread is null).OrderBy(note => note.Number))
            await BringAsync(root);
        foreach (var reply in here.Annotations.Where(note => note.Thread is not null).OrderBy(note => note.Number))
            await BringAsync(reply);
        Assert.Equal(here.Annotations.Count(note => note.ReplyTo is not null), to.State.Annotations.Count(note => note.ReplyTo is not null));
        var from = to.State.Annotations.ToDictionary(note => note.Imported!.Source!);
        foreach (var reply in here.Annotations.Where(note => note.ReplyTo is not null))
            Assert.Equal(from[Source(reply.ReplyTo!)].Id, from[Source(reply.Id)].ReplyTo);

        static string Source(string id) => SourceName.Of(NotesFormat.Collab, id);

        async Task BringAsync(Annotation one)
        {
            var export = await Samples.Text("json", ExportSelection.Of(here, here, new Audience(true, null), ExportScope.Parse("selected", [one.Id]), Samples.Options));
            to.Do(new Placing(NotesReader.Read(Encoding.UTF8.GetBytes(export)), to.State, new Dictionary<int, string>()).Command(Guid.NewGuid(), owner, "", intended: false));
        }
    }

    [Fact]
    public void A_note_on_more_passages_than_a_note_takes_is_listed_and_goes_to_the_point_that_is_chosen()
    {
        var file = Hypothesis(new { id = "many", text = "On many.", tags = Array.Empty<string>(), target = Enumerable.Repeat(new { selector = new[] { new { type = "TextQuoteSelector", exact = "report" } } }, 33) }, Note("n1", "On few."));
        var placing = Place(file);
        Assert.Equal(["too-many", null], placing.Notes.OrderByDescending(note => note.Code).Select(note => note.Code));
        Assert.Contains("33 passages", placing.Notes.Single(note => note.Code is not null).Reason, StringComparison.Ordinal);
        Bring(placing);
        Bring(Place(file, (placing.Notes.Single(note => note.Code is not null).Index, _there.Clause(1))));
        Assert.Equal((_there.Clause(1), true), Assert.Single(_there.State.Find(Id("On many."))!.Targets) is var target ? (target.Clause, target.IsWhole) : default);
    }

    private static object Note(string id, string text, params string[] references) =>
        new { id, text, tags = Array.Empty<string>(), references, target = references.Length > 0 ? [] : new[] { new { selector = new[] { new { type = "TextQuoteSelector", exact = "is elected" } } } } };

    private static byte[] Hypothesis(params object[] notes) => JsonSerializer.SerializeToUtf8Bytes(new { annotations = notes });

    private Placing Place(byte[] file, params (int Note, string Clause)[] choices) => new(NotesReader.Read(file), _there.State, choices.ToDictionary(choice => choice.Note, choice => choice.Clause));

    private void Bring(Placing placing) => _there.Do(placing.Command(Guid.NewGuid(), _owner, "", intended: false));

    private string Id(string text) => _there.State.Annotations.Single(note => note.Body?.Text == text).Id;

    private IEnumerable<(string, string)> Answers() => _there.State.Annotations.Where(note => note.ReplyTo is not null).OrderBy(note => note.Number).Select(note => (note.Body!.Text, _there.State.Find(note.ReplyTo!)!.Body!.Text));
}
