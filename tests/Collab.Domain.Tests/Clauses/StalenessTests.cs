using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Clauses;

/// <summary>An act of moderation that names the state by which it was decided is refused where somebody has changed it since.</summary>
public sealed class StalenessTests
{
    private static readonly Dictionary<string, (Func<Room, string, Command> Act, Func<Room, string, Command> Undo)> Acts = new()
    {
        ["hide"] = ((_, note) => new HideAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note }, (_, note) => new ShowAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note }),
        ["resolve"] = ((_, note) => new ResolveThread { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note }, (_, note) => new ReopenThread { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note }),
        ["pin"] = ((room, note) => new PlacePin { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note, Clause = room.Clauses[1] }, (_, note) => new RemovePin { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note }),
        ["merge"] = ((room, note) => new MergeThread { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note, Into = room.State.Annotations.FirstOrDefault(other => other.Creator == Room.Owner)?.Id ?? room.Annotate(Room.Owner, null) }, (_, note) => new UnmergeThread { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note }),
        ["lock"] = ((room, _) => new LockClause { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = room.Clauses[1] }, (room, _) => new UnlockClause { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = room.Clauses[1] }),
        ["close"] = ((_, _) => new CloseDocument { CommandId = Guid.NewGuid(), Actor = Room.Owner }, (_, _) => new ReopenDocument { CommandId = Guid.NewGuid(), Actor = Room.Owner }),
        ["stances"] = ((_, _) => new SetStances { CommandId = Guid.NewGuid(), Actor = Room.Owner, Scale = ["yes", "no"] }, (_, _) => new SetStances { CommandId = Guid.NewGuid(), Actor = Room.Owner, Scale = ["for", "against"] }),
        ["session"] = ((_, _) => new OpenSession { CommandId = Guid.NewGuid(), Actor = Room.Owner }, (_, _) => new CloseSession { CommandId = Guid.NewGuid(), Actor = Room.Owner }),
        ["agenda"] = ((room, _) => new SetAgenda { CommandId = Guid.NewGuid(), Actor = Room.Owner, Items = [new(room.Clauses[1])] }, (_, _) => new SetAgenda { CommandId = Guid.NewGuid(), Actor = Room.Owner, Items = [] }),
        ["timer"] = ((_, _) => new SetTimer { CommandId = Guid.NewGuid(), Actor = Room.Owner, Seconds = 60 }, (_, _) => new EndTimer { CommandId = Guid.NewGuid(), Actor = Room.Owner }),
        ["approval"] = ((_, _) => new SetApproval { CommandId = Guid.NewGuid(), Actor = Room.Owner, On = true }, (_, _) => new SetApproval { CommandId = Guid.NewGuid(), Actor = Room.Owner, On = false }),
        ["round"] = ((room, _) => new OpenRound { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = room.Clauses[1] }, (room, _) => new CancelRound { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = room.Clauses[1] }),
        ["slow mode"] = ((_, _) => new SetSlowMode { CommandId = Guid.NewGuid(), Actor = Room.Owner, Seconds = 30 }, (_, _) => new SetSlowMode { CommandId = Guid.NewGuid(), Actor = Room.Owner, Seconds = 0 }),
    };

    public static TheoryData<string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var name in Acts.Keys)
            {
                cases.Add(name, true);
                cases.Add(name, false);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_act_and_its_undoing_is_refused_when_others_did_and_undid_it_since(string name, bool atClause)
    {
        var (act, undo) = Acts[name];
        var room = new Room();
        var note = room.Annotate(Room.Annotator, atClause ? room.Clauses[1] : null);
        var seen = room.State.Header.Seq;
        var done = room.Do(act(room, note) with { Actor = Room.Moderator, AsOf = seen })[^1].Seq;
        room.Do(undo(room, note));
        // It is as it was, and yet others have decided about it.
        Assert.Equal("stale", room.Try(act(room, note) with { Actor = Room.Moderator, AsOf = done }));
        room.Do(act(room, note));
        Assert.Equal("stale", room.Try(undo(room, note) with { Actor = Room.Moderator, AsOf = done }));
        var now = room.Events.Count;
        Assert.Equal("", room.Try(undo(room, note) with { Actor = Room.Moderator, AsOf = now }));
        Assert.Equal("", room.Try(act(room, note) with { Actor = Room.Moderator }));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_does_not_change_what_it_is_about_is_in_nobodys_way(string name, bool atClause)
    {
        var (act, undo) = Acts[name];
        var room = new Room();
        var note = room.Annotate(Room.Annotator, atClause ? room.Clauses[1] : null);
        var done = room.Do(act(room, note) with { Actor = Room.Moderator })[^1].Seq;
        if (name != "close")
        {
            room.Do(new React { CommandId = Guid.NewGuid(), Actor = Room.Other, Annotation = note, Emoji = "👍", On = true });
            room.Do(new AddReply { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note, Text = "and yet", Override = true });
            room.Do(new LockClause { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = room.Clauses[3] });
        }

        room.Change(new MemberRenamed(Room.Annotator, 50), Room.Annotator, "Another name");
        Assert.Equal("", room.Try(undo(room, note) with { Actor = Room.Moderator, AsOf = done }));
    }

    [Fact]
    public void Words_that_were_changed_since_they_were_read_are_not_hidden_unread()
    {
        var room = new Room();
        var note = room.Annotate(Room.Annotator, room.Clauses[1]);
        var seen = room.State.Header.Seq;
        room.Do(new EditAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = note, Version = 1, Text = "milder" });
        Assert.Equal("stale", room.Try(new HideAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = note, AsOf = seen }));
    }

    [Fact]
    public void A_pin_of_a_note_that_is_away_from_its_home_counts_as_a_change_of_the_note()
    {
        var room = new Room();
        var note = room.Annotate(Room.Annotator, room.Clauses[1]);
        room.Do(new EditAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = note, Version = 1, Targets = [new(room.Clauses[2])] });
        var done = room.Do(new PlacePin { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = note, Clause = room.Clauses[2] })[^1].Seq;
        room.Do(new RemovePin { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note });
        Assert.Equal("stale", room.Try(new PlacePin { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = note, Clause = room.Clauses[2], AsOf = done }));
    }
}
