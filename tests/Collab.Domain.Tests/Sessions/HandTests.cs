using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Sessions;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Sessions;

/// <summary>The speakers' queue: who raises a hand waits, and is given the floor.</summary>
public sealed class HandTests
{
    private readonly Room _room = new();

    private Proceedings Held => _room.State.Header.Proceedings;

    private string Point => _room.Clauses[1];

    [Fact]
    public void Hands_stand_in_the_order_in_which_they_were_raised_and_a_second_time_is_no_other_hand()
    {
        _room.Do(Raise(Room.Annotator));
        _room.Do(Raise(Room.Reader));
        Assert.Equal("already", _room.Try(Raise(Room.Annotator)));
        Assert.Equal([Room.Annotator, Room.Reader], Held.Hands.Select(hand => hand.Member));
        // About another point it is another request, and waits anew.
        _room.Do(Raise(Room.Annotator) with { Clause = _room.Clauses[2] });
        Assert.Equal([(Room.Reader, Point), (Room.Annotator, _room.Clauses[2])], Held.Hands.Select(hand => (hand.Member, hand.Clause)));
        Assert.Equal("not-found", _room.Try(Raise(Room.Other) with { Clause = Identifier.New() }));
    }

    [Fact]
    public void One_lowers_ones_own_and_a_moderator_anybodys()
    {
        _room.Do(Raise(Room.Annotator));
        _room.Do(Raise(Room.Other));
        Assert.Equal("forbidden", _room.Try(Lower(Room.Annotator, Room.Other)));
        _room.Do(Lower(Room.Annotator));
        Assert.Equal("already", _room.Try(Lower(Room.Annotator)));
        _room.Do(Lower(Room.Moderator, Room.Other));
        Assert.Empty(Held.Hands);
    }

    [Fact]
    public void The_floor_is_given_only_to_a_raised_hand_which_is_lowered_by_it()
    {
        Assert.Equal("stale", _room.Try(Give(Room.Annotator)));
        _room.Do(Raise(Room.Annotator));
        _room.Do(Raise(Room.Other));
        var given = _room.Do(Give(Room.Annotator))[0];
        Assert.Equal(new Floor(Room.Annotator, Point, Room.Moderator, Room.Start, given.Seq), Held.Floor);
        Assert.Equal([Room.Other], Held.Hands.Select(hand => hand.Member));
        Assert.Equal("stale", _room.Try(Give(Room.Annotator)));
        Assert.Equal("stale", _room.Try(Give(Room.Other) with { AsOf = given.Seq - 1 }));
        _room.Do(Give(Room.Other));
        Assert.Equal(Room.Other, Held.Floor!.Member);
        _room.Do(new EndFloor { CommandId = Guid.NewGuid(), Actor = Room.Moderator });
        Assert.Null(Held.Floor);
        Assert.Equal("already", _room.Try(new EndFloor { CommandId = Guid.NewGuid(), Actor = Room.Moderator }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_hand_of_who_is_removed_or_muted_falls_and_the_floor_is_free(bool muted)
    {
        ToldEventData Gone(string member) => muted ? new MemberMuted(member, null, 50) : new MemberRemoved(member, 50);
        _room.Do(Raise(Room.Annotator));
        _room.Do(Raise(Room.Other));
        Assert.Equal([new HandLowered(Room.Other)], Held.After(Gone(Room.Other)).Select(proposal => proposal.Data));
        _room.Do(Give(Room.Annotator));
        Assert.Equal([new FloorEnded()], Held.After(Gone(Room.Annotator)).Select(proposal => proposal.Data));
        Assert.Empty(Held.After(Gone(Room.Guest)));
        Assert.Empty(Held.After(new MemberUnmuted(Room.Other, 51)));
        _room.Change(Gone(Room.Guest), Room.Owner);
        Assert.Equal(muted ? "muted" : "not-found", _room.Try(Raise(Room.Guest)));
    }

    private RaiseHand Raise(string member) => new() { CommandId = Guid.NewGuid(), Actor = member, Clause = Point };

    private static LowerHand Lower(string actor, string? member = null) => new() { CommandId = Guid.NewGuid(), Actor = actor, Member = member };

    private static GiveFloor Give(string member) => new() { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Member = member };
}
