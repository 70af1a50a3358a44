using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Documents;

/// <summary>Other editions of the text: how they come, and how notes are on their words.</summary>
public sealed class EditionTests
{
    private readonly Room _room = new();

    public EditionTests() => _room.Do(_room.Edition(Room.Moderator, "de"));

    private string Point => _room.Clauses[2];

    [Fact]
    public void An_edition_is_called_by_its_language_and_has_the_texts_of_its_clauses()
    {
        var edition = Assert.Single(_room.State.Header.Editions);
        Assert.Equal(("de", "de", "Auf de", 1), (edition.Id, edition.Language, edition.Title, edition.Revision));
        Assert.Equal("Übersetzt 😀: again and again and again", edition.Find(Point)!.Text);
        Assert.Null(edition.Find(_room.Clauses[4]));
    }

    [Theory]
    [InlineData("German", null, "bad-language")]
    [InlineData("", null, "bad-language")]
    [InlineData("de", "first", "bad-request")]
    [InlineData("de", "An edition", "bad-request")]
    [InlineData("DE", null, "already")]
    [InlineData("de-AT", "de", "already")]
    [InlineData("de-AT", null, "")]
    [InlineData("zh-Hant", "de-2", "")]
    public void Its_language_is_a_tag_and_its_name_is_its_own(string language, string? name, string refused) =>
        Assert.Equal(refused, _room.Try(_room.Edition(Room.Owner, language) with { Edition = name }));

    [Theory]
    [InlineData("abcdefghijklmnopqrstuvwxyz-12345678")]
    [InlineData("abcdefghijklmnopqrstuvwxyz-1234-678")]
    public void The_name_that_is_proposed_in_place_of_another_is_taken_while_there_is_room_for_one_more(string name)
    {
        var edition = _room.Edition(Room.Owner, "de") with { Edition = name };
        _room.Do(edition);
        while (_room.State.Header.Editions.Length < Edition.Most)
        {
            var refused = Assert.Throws<RefusalException>(() => _room.Do(edition));
            Assert.Equal("already", refused.Code);
            _room.Do(edition with { Edition = refused.Detail.Split('“', '”')[^2] });
        }

        Assert.Equal("bad-request", _room.Try(edition));
    }

    [Fact]
    public void Clauses_that_are_not_there_or_out_of_order_are_refused()
    {
        var edition = _room.Edition(Room.Owner, "ru");
        Assert.Equal("not-aligned", _room.Try(edition with { ClauseIds = edition.ClauseIds.SetItem(0, "nowhere") }));
        Assert.Equal("not-aligned", _room.Try(edition with { ClauseIds = [.. edition.ClauseIds.Reverse()] }));
        Assert.Equal("not-aligned", _room.Try(edition with { Drafts = edition.Drafts.RemoveAt(0) }));
        _room.Do(new CloseDocument { CommandId = Guid.NewGuid(), Actor = Room.Owner });
        Assert.Equal("closed", _room.Try(edition));
    }

    [Fact]
    public void A_quote_is_looked_for_in_the_edition_that_it_is_of()
    {
        Assert.Equal("quote-not-found", _room.Try(On(new TargetRequest(Point, Quote: new("Übersetzt")))));
        Assert.Equal("", _room.Try(On(new TargetRequest(Point, Quote: new("Übersetzt"), Edition: "de"))));
        var target = _room.State.Annotations.Single().Targets[0];
        Assert.Equal(("de", 1, new TextPositionSelector(0, 9)), (target.Edition, target.Revision, target.Position));
        Assert.Equal("Übersetzt", target.Quote!.Exact);
        Assert.Equal(Structure.Of(_room.State), Structure.Of(DocumentState.FromSnapshot(_room.State.ToSnapshot(), "epoch")));
    }

    [Fact]
    public void The_first_edition_may_be_named_too()
    {
        _room.Do(On(new TargetRequest(Point, Quote: new("again"), Position: new(0, 5), Edition: Edition.First)));
        Assert.Null(_room.State.Annotations.Single().Targets[0].Edition);
    }

    [Fact]
    public void What_the_edition_does_not_have_is_refused()
    {
        Assert.Equal("not-found", _room.Try(On(new TargetRequest(Point, Edition: "fr"))));
        Assert.Equal("not-found", _room.Try(On(new TargetRequest(_room.Clauses[4], Edition: "de"))));
        Assert.Equal("position-out-of-range", _room.Try(On(new TargetRequest(Point, Position: new(0, 99), Edition: "de"))));
        Assert.Equal("stale", _room.Try(On(new TargetRequest(Point, 2, Edition: "de"))));
    }

    [Fact]
    public void One_note_may_be_on_words_of_both_and_stands_in_one_thread()
    {
        _room.Do(On(new TargetRequest(Point, Position: new(0, 5)), new TargetRequest(Point, Quote: new("Übersetzt"), Edition: "de")));
        var note = _room.State.Annotations.Single();
        Assert.Equal((Point, 2), (note.Home, note.Targets.Length));
    }

    /// <summary>A clause learns of an edition only by asking again, as of all that happens elsewhere.</summary>
    [Fact]
    public void A_clause_knows_what_an_edition_says_there_and_no_more()
    {
        var context = ClauseContext.Of(_room.State.Header, Point);
        Assert.Equal([Point], Assert.Single(context.Editions).Clauses.Select(clause => clause.Id));
        var before = context with { Editions = [] };
        Assert.Equal(Structure.Of(context.Editions), Structure.Of(before.Apply(_room.Events.Single(e => e.Data is EditionAdded)).Editions));
    }

    private static AddAnnotation On(params TargetRequest[] targets) =>
        new() { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Text = "a note", Targets = [.. targets] };
}
