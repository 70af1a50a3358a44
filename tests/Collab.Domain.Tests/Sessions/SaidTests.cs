using System.Text;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Sessions;

/// <summary>What was said aloud is noted by moderators and by their scribe, and a note can speak for a stance.</summary>
public sealed class SaidTests
{
    private readonly Room _room = new();

    [Fact]
    public void A_moderator_and_the_scribe_note_who_said_it_and_nobody_else()
    {
        Assert.Equal("forbidden", _room.Try(Note(Room.Annotator, new Said(Room.Other))));
        Assert.Equal(new Said(Room.Other), Added(Note(Room.Moderator, new Said(Room.Other))).Said);
        _room.Do(Scribe(Room.Annotator));
        Assert.Equal(new Said(Speaker: "Kofi Mensah"), Added(Note(Room.Annotator, new Said(Speaker: "  Kofi  Mensah "))).Said);
        _room.Do(Scribe(null));
        Assert.Equal("forbidden", _room.Try(Note(Room.Annotator, new Said(Room.Other))));
    }

    [Fact]
    public void A_scribe_is_a_member_who_may_write()
    {
        Assert.Equal(["not-found", "not-found", "already"], [_room.Try(Scribe("a stranger")), _room.Try(Scribe(Room.Reader)), _room.Try(Scribe(null))]);
        _room.Do(Scribe(Room.Annotator));
        _room.Change(new MemberRoleChanged(Room.Annotator, Role.Reader, 50), Room.Owner);
        Assert.Equal("forbidden", _room.Try(Note(Room.Annotator, new Said(Room.Other))));
    }

    [Fact]
    public void Who_said_it_is_a_member_or_a_name()
    {
        Assert.Equal(["bad-request", "bad-request", "not-found", "bad-name"], [
            _room.Try(Note(Room.Moderator, new Said())),
            _room.Try(Note(Room.Moderator, new Said(Room.Other, "Kofi"))),
            _room.Try(Note(Room.Moderator, new Said("a stranger"))),
            _room.Try(Note(Room.Moderator, new Said(Speaker: " ")))]);
    }

    [Fact]
    public void A_note_speaks_for_a_stance_of_the_scale_on_one_point()
    {
        Assert.Equal("disagree", Added(Note(Room.Annotator) with { Stance = "disagree" }).Stance);
        Assert.Equal("not-on-scale", _room.Try(Note(Room.Annotator) with { Stance = "never" }));
        Assert.Equal("bad-request", _room.Try(Note(Room.Annotator) with { Stance = "disagree", Targets = [] }));
        _room.Do(new SetStances { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Scale = ["yes", "no"] });
        Assert.Equal(["not-on-scale", ""], [_room.Try(Note(Room.Annotator) with { Stance = "disagree" }), _room.Try(Note(Room.Annotator) with { Stance = "no" })]);
    }

    [Fact]
    public void The_name_of_who_said_it_goes_with_the_words_of_the_note()
    {
        var note = Added(Note(Room.Moderator, new Said(Speaker: "Kofi Mensah"))).Id;
        _room.Do(new HideAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note });
        Assert.DoesNotContain("Kofi", Shown(readsHidden: false), StringComparison.Ordinal);
        Assert.Contains("Kofi", Shown(readsHidden: true), StringComparison.Ordinal);
        _room.Do(new ShowAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note });
        Assert.Contains("Kofi", Shown(readsHidden: false), StringComparison.Ordinal);
        _room.Erase(Room.Moderator, Room.Owner);
        Assert.DoesNotContain("Kofi", Shown(readsHidden: true), StringComparison.Ordinal);
        Assert.All(_room.Events, e => Assert.Null(e.Words?.SaidBy));
    }

    private string Shown(bool readsHidden)
    {
        var audience = new Audience(readsHidden, null);
        return string.Concat(_room.Events.Select(e => Encoding.UTF8.GetString(Wire.EventBytes(e, _room.State, audience)))) + Encoding.UTF8.GetString(Wire.SnapshotBytes(_room.State, _room.State, audience));
    }

    private Annotation Added(AddAnnotation command) => _room.Find(((AnnotationAdded)_room.Do(command)[0].Data).Annotation);

    private AddAnnotation Note(string actor, Said? said = null) => new() { CommandId = Guid.NewGuid(), Actor = actor, Text = "We should wait.", Targets = [new(_room.Clauses[1])], Said = said };

    private static SetScribe Scribe(string? member) => new() { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Member = member };
}
