using System.Text.Json.Nodes;
using Collab.Domain.Commands;
using Collab.Domain.Policy;
using Collab.Domain.Relations;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Relations;

/// <summary>A note answers, contradicts or supports another one, at whatever point; and whoever may not read both is not told.</summary>
public sealed class RelationTests
{
    private readonly Room _room = new();
    private readonly string _three, _seven;

    public RelationTests() => (_three, _seven) = (_room.Annotate(Room.Annotator, _room.Clauses[1]), _room.Annotate(Room.Other, _room.Clauses[2]));

    [Fact]
    public void One_point_is_set_against_another_once_and_both_directions_are_two_things()
    {
        var said = _room.Do(Relate(Room.Annotator, _three, _seven))[0];
        Assert.Equal(new Relation(_three, RelationKind.Contradicts, _seven, Room.Annotator, said.At, said.Seq), Assert.Single(_room.State.Header.Relations));
        Assert.Null(said.Clause);
        Assert.Equal("already", _room.Try(Relate(Room.Other, _three, _seven)));
        Assert.Equal("", _room.Try(Relate(Room.Other, _seven, _three)));
        Assert.Equal("", _room.Try(Relate(Room.Other, _three, _seven) with { Relation = RelationKind.Answers }));
        Assert.Equal("", _room.Try(Relate(Room.Other, _room.Reply(Room.Other, _three), _three) with { Relation = RelationKind.Supports }));
        Assert.Equal(4, _room.State.Header.Relations.Length);
    }

    [Fact]
    public void What_is_no_other_note_or_cannot_be_read_is_refused()
    {
        Assert.Equal("bad-request", _room.Try(Relate(Room.Annotator, _three, _three)));
        foreach (var none in new[] { "x", "", "n.0123456789abcdefghijklmnop", "s-queue.0123456789abcdefghijklmnop", Domain.Annotations.AnnotationId.New(_room.Clauses[1]), Domain.Annotations.AnnotationId.NewPrivate() })
            Assert.Equal(("not-found", "not-found"), (_room.Try(Relate(Room.Annotator, _three, none)), _room.Try(Relate(Room.Annotator, none, _three))));
        _room.Do(Hide(_seven));
        // Its author too: what is said is said to all.
        Assert.Equal(("not-found", "not-found", ""), (_room.Try(Relate(Room.Annotator, _three, _seven)), _room.Try(Relate(Room.Other, _seven, _three)), _room.Try(Relate(Room.Moderator, _three, _seven))));
        _room.Do(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = _three });
        Assert.Equal("not-found", _room.Try(Relate(Room.Moderator, _seven, _three)));
        _room.Do(new CloseDocument { CommandId = Guid.NewGuid(), Actor = Room.Owner });
        Assert.Equal("closed", _room.Try(Relate(Room.Moderator, _seven, _three)));
    }

    [Fact]
    public void One_takes_back_ones_own_and_a_moderator_anybodys()
    {
        _room.Do(Relate(Room.Annotator, _three, _seven));
        Assert.Equal("forbidden", _room.Try(Unrelate(Room.Other, _three, _seven)));
        _room.Do(Unrelate(Room.Annotator, _three, _seven));
        Assert.Equal("already", _room.Try(Unrelate(Room.Annotator, _three, _seven)));
        _room.Do(Relate(Room.Annotator, _three, _seven));
        _room.Do(Unrelate(Room.Moderator, _three, _seven));
        Assert.Empty(_room.State.Header.Relations);
    }

    [Fact]
    public void A_relation_to_what_one_may_not_read_is_not_there_by_any_way_and_comes_back_with_it()
    {
        var added = _room.Do(Relate(Room.Annotator, _three, _seven))[0];
        _room.Do(Hide(_seven));
        var removed = _room.Do(Relate(Room.Moderator, _seven, _three)) is var _ ? _room.Do(Unrelate(Room.Moderator, _seven, _three))[0] : null!;
        Audience[] blind = [Wire.Everyone, new(false, Room.Annotator), new(false, Room.Other)];
        foreach (var audience in blind)
        {
            Assert.Null(Wire.Snapshot(_room.State, _room.State, audience)["relations"]);
            foreach (var e in new[] { added, removed })
            {
                var told = Wire.Event(e, _room.State, audience);
                Assert.Equal(["seq", "at", "kind", "data", "hash"], told.Select(field => field.Key));
                Assert.Empty(told["data"]!.AsObject());
            }
        }

        var moderator = new Audience(true, Room.Moderator);
        Assert.Single(Wire.Snapshot(_room.State, _room.State, moderator)["relations"]!.AsArray());
        Assert.Equal("contradicts", (string)Wire.Event(added, _room.State, moderator)["data"]!["relation"]!);
        var shown = _room.Do(new ShowAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = _seven })[0];
        var back = Assert.Single(Wire.Event(shown, _room.State, Wire.Everyone)["data"]!["relations"]!.AsArray());
        Assert.True(JsonNode.DeepEquals(back, Wire.Snapshot(_room.State, _room.State, Wire.Everyone)["relations"]![0]));
        Assert.Equal((_three, _seven, Room.Annotator), ((string)back!["from"]!, (string)back["to"]!, (string)back["by"]!));
    }

    private static RelateNotes Relate(string actor, string from, string to) =>
        new() { CommandId = Guid.NewGuid(), Actor = actor, From = from, Relation = RelationKind.Contradicts, To = to };

    private static UnrelateNotes Unrelate(string actor, string from, string to) =>
        new() { CommandId = Guid.NewGuid(), Actor = actor, From = from, Relation = RelationKind.Contradicts, To = to };

    private static HideAnnotation Hide(string note) => new() { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = note };
}
