using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Formats.Export;

namespace Collab.Formats.Tests.Export;

public class ExportSelectionTests
{
    private readonly Samples samples = new();

    [Fact]
    public void Everything_has_every_note_once_with_pins_first_and_replies_under_what_they_answer()
    {
        var document = samples.For(samples.Ana);
        Assert.Equal(samples.State.Annotations.Select(a => a.Number).Order(), document.Notes.Select(n => n.Number));
        var point = document.Clauses[1];
        Assert.Equal([samples.Pinned, samples.First], point.Threads.Select(t => t.Note.Annotation.Id));
        Assert.Equal(0, point.Threads[0].Pin!.Order);
        Assert.Equal([(samples.Answer, 1), (samples.Deeper, 2)], point.Threads[1].Replies.Select(r => (r.Annotation.Id, r.Depth)));
        Assert.Equal([samples.Whole], document.Whole.Select(t => t.Note.Annotation.Id));
    }

    [Fact]
    public void A_note_on_two_points_stands_at_the_first_and_is_referred_to_at_the_other()
    {
        var document = samples.For(samples.Ana);
        Assert.Null(document.Clauses[2].Threads.Single(t => t.Note.Annotation.Id == samples.Several).At);
        Assert.Equal("point 2", document.Clauses[3].Threads.Single(t => t.Note.Annotation.Id == samples.Several).At);
        Assert.Empty(document.Clauses[3].Threads.Single(t => t.Note.Annotation.Id == samples.Several).Notes);
    }

    [Fact]
    public void A_note_on_the_whole_document_stands_where_it_is_pinned()
    {
        samples.Builder.Pin(samples.Moderator, samples.Whole, 2, 0);
        var document = samples.For(samples.Ana);
        Assert.Empty(document.Whole);
        Assert.Equal(samples.Whole, document.Clauses[2].Threads[0].Note.Annotation.Id);
    }

    [Fact]
    public void A_pin_tells_what_it_supersedes()
    {
        samples.Builder.Pin(samples.Moderator, samples.First, 1, 0, supersedes: samples.Pinned);
        var pin = samples.For(samples.Ana).Clauses[1].Threads[0].Pin!;
        Assert.Equal(samples.Builder.NumberOf(samples.Pinned), pin.SupersedesNumber);
    }

    [Fact]
    public void Pinned_is_the_pinned_commentary_alone_with_the_whole_text()
    {
        var document = samples.For(samples.Ana, "pinned");
        Assert.Equal([samples.Pinned], document.Notes.Select(n => n.Annotation.Id));
        Assert.Equal(4, document.Clauses.Length);
        Assert.Equal([samples.Moderator], document.Members.Select(m => m.Id));
    }

    [Fact]
    public void Mine_is_what_I_wrote_and_a_reply_stands_at_its_threads_place()
    {
        var document = samples.For(samples.Ben, "mine");
        Assert.All(document.Notes, n => Assert.Equal(samples.Ben, n.Annotation.Creator));
        Assert.Equal(samples.State.Annotations.Count(a => a.Creator == samples.Ben), document.Notes.Count);
        var answer = Assert.Single(document.Clauses[1].Threads);
        Assert.Equal((samples.Answer, samples.Builder.NumberOf(samples.First), 0), (answer.Note.Annotation.Id, answer.Note.ReplyToNumber, answer.Note.Depth));
    }

    [Fact]
    public void Mine_is_refused_where_nobody_is_meant() =>
        Assert.Equal("bad-request", Assert.Throws<RefusalException>(() => Samples.Select(samples.State, new Audience(true, null), "mine")).Code);

    [Fact]
    public void Selected_is_what_was_named_and_no_more()
    {
        var document = samples.For(samples.Ana, "selected", samples.First, samples.Deeper, samples.First);
        Assert.Equal([samples.First, samples.Deeper], document.Notes.Select(n => n.Annotation.Id));
        Assert.Equal([0, 0], document.Notes.Select(n => n.Depth));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("n.00000000000000000000000001")]
    [InlineData("")]
    public void Selecting_what_is_not_there_is_refused(string id) =>
        Assert.Equal("not-found", Assert.Throws<RefusalException>(() => samples.For(samples.Ana, "selected", id)).Code);

    [Fact]
    public void One_clause_has_its_text_and_what_is_said_there_in_full()
    {
        var document = samples.For(samples.Ana, $"clause:{samples.Builder.Clause(3)}");
        Assert.Equal("3", Assert.Single(document.Clauses).Clause.Label);
        var several = document.Clauses[0].Threads.Single(t => t.Note.Annotation.Id == samples.Several);
        Assert.Null(several.At);
        Assert.Contains(document.Notes, n => n.Annotation.Id == samples.UnderDeleted);
        Assert.DoesNotContain(document.Notes, n => n.Annotation.Id == samples.First);
    }

    [Fact]
    public void An_unknown_clause_is_refused() =>
        Assert.Equal("not-found", Assert.Throws<RefusalException>(() => samples.For(samples.Ana, "clause:nowhere")).Code);

    [Theory]
    [InlineData("everything")]
    [InlineData("clause:")]
    [InlineData("ALL")]
    public void An_unknown_scope_is_refused_with_the_known_ones(string scope)
    {
        var refusal = Assert.Throws<RefusalException>(() => ExportScope.Parse(scope));
        Assert.Equal("bad-request", refusal.Code);
        Assert.All(ExportScope.Known, known => Assert.Contains(known, refusal.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_selection_is_refused() =>
        Assert.Equal("bad-request", Assert.Throws<RefusalException>(() => ExportScope.Parse("selected", [])).Code);

    [Fact]
    public void An_unknown_format_is_refused_with_the_known_ones()
    {
        var refusal = Assert.Throws<RefusalException>(() => Exporters.Find("docx?"));
        Assert.Equal("bad-request", refusal.Code);
        Assert.All(Exporters.All, e => Assert.Contains(e.Format, refusal.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public void Words_are_withheld_by_the_policy_of_now_from_a_moment_before()
    {
        var builder = new DocumentBuilder("A point.");
        var ben = builder.Join("Ben");
        var ana = builder.Join("Ana");
        var moderator = builder.Join("Mo", Role.Moderator);
        var note = builder.Note(ben, "Soon hidden.", (0, "point"));
        var moment = builder.State;
        builder.Hide(moderator, note, "off topic");
        var document = ExportSelection.Of(moment, builder.State, builder.As(ana), ExportScope.All, Samples.Options);
        Assert.Equal(moment.Header.Seq, document.Seq);
        Assert.Equal("hidden: off topic", document.Notes[0].Notice);
        Assert.Null(document.Notes[0].Annotation.Body);
        Assert.NotNull(ExportSelection.Of(moment, builder.State, builder.As(ben), ExportScope.All, Samples.Options).Notes[0].Annotation.Body);
    }

    [Fact]
    public void Persons_never_leave()
    {
        var persons = samples.State.Header.Members.Values.Select(m => m.Person).ToList();
        Assert.All(Exporters.All, exporter =>
        {
            var text = Samples.Text(exporter.Format, samples.For(samples.Moderator)).GetAwaiter().GetResult();
            Assert.All(persons, person => Assert.DoesNotContain(person, text, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Addresses_are_under_the_base_address_whatever_its_path()
    {
        var document = ExportSelection.Of(samples.State, samples.State, samples.Builder.As(samples.Ana), ExportScope.All, new(new Uri("https://uni.example/collab")));
        Assert.Equal($"https://uni.example/collab/rooms/{samples.State.Header.Id}/notes/1", document.Notes[0].Address.AbsoluteUri);
    }
}
