using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Clauses;

/// <summary>Who is muted reads on and writes nothing that others see.</summary>
public sealed class MutingTests
{
    private static readonly Dictionary<string, Func<Room, string, string?, Command>> Writes = new()
    {
        ["annotate"] = (room, _, clause) => new AddAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Text = "x", Targets = clause is null ? [] : [new(clause)] },
        ["reply"] = (_, note, _) => new AddReply { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = note, Text = "x" },
        ["edit"] = (_, note, _) => new EditAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = note, Version = 1, Text = "y" },
        ["move"] = (room, note, _) => new EditAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = note, Version = 1, Targets = [new(room.Clauses[2])] },
        ["react"] = (_, note, _) => new React { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = note, Emoji = "👍", On = true },
        ["take a stance"] = (room, _, _) => new TakeStance { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Clause = room.Clauses[1], Choice = "agree" },
        ["resolve"] = (_, note, _) => new ResolveThread { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = note },
    };

    public static TheoryData<string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var name in Writes.Keys)
            {
                cases.Add(name, true);
                cases.Add(name, false);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void M54_Each_shared_write_is_refused_while_it_holds_and_done_before_and_after(string name, bool atClause)
    {
        var room = new Room();
        var clause = atClause ? room.Clauses[1] : null;
        var note = room.Annotate(Room.Annotator, clause);
        room.Change(new MemberMuted(Room.Annotator, Room.Start.AddMinutes(5), 50), Room.Moderator, reason: "Shouting.");
        var before = room.Events.Count;
        var refusal = Assert.Throws<RefusalException>(() => room.Do(Writes[name](room, note, clause)));
        Assert.Equal(("muted", before), (refusal.Code, room.Events.Count));
        Assert.Contains("2026-11-23 08:35 UTC: Shouting.", refusal.Detail, StringComparison.Ordinal);
        room.Now = Room.Start.AddMinutes(5);
        Assert.Equal("", room.Try(Writes[name](room, note, clause)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void One_without_an_end_holds_until_it_is_taken_off_or_the_member_is_made_a_moderator(string name, bool atClause)
    {
        foreach (ToldEventData end in new ToldEventData[] { new MemberUnmuted(Room.Annotator, 51), new MemberRoleChanged(Room.Annotator, Role.Moderator, 51) })
        {
            var room = new Room();
            var clause = atClause ? room.Clauses[1] : null;
            var note = room.Annotate(Room.Annotator, clause);
            room.Change(new MemberMuted(Room.Annotator, null, 50), Room.Moderator);
            room.Now = Room.Start.AddYears(1);
            Assert.Equal("muted", room.Try(Writes[name](room, note, clause)));
            room.Change(end, Room.Owner);
            Assert.Equal("", room.Try(Writes[name](room, note, clause)));
        }
    }

    [Fact]
    public void Others_write_on_and_the_muted_take_their_own_words_back_and_write_private_notes()
    {
        var room = new Room();
        var note = room.Annotate(Room.Annotator, room.Clauses[1]);
        room.Change(new MemberMuted(Room.Annotator, null, 50), Room.Moderator);
        room.Annotate(Room.Other, room.Clauses[1]);
        Assert.Equal("", room.Try(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = note }));
        var context = ClauseContext.Of(room.State.Header);
        var written = ClauseDecider.AddPrivate(context, new AddAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Text = "for me" });
        var added = (AnnotationAdded)Assert.Single(written).Data;
        var notebook = ClauseState.Empty.Apply(new LogEvent { Actor = Room.Annotator, Command = Guid.NewGuid(), Data = added, Words = written[0].Words });
        Assert.Single(ClauseDecider.Decide(context, notebook, new EditAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = added.Annotation, Version = 1, Text = "for me again" }));
    }

    [Fact]
    public void Who_comes_back_by_another_link_is_muted_as_before()
    {
        var room = new Room();
        room.Change(new MemberMuted(Room.Annotator, null, 50), Room.Moderator);
        room.Change(new MemberRemoved(Room.Annotator, 51), Room.Annotator);
        room.Join(Room.Annotator, Role.Annotator, "Back");
        Assert.Equal("muted", room.Try(Writes["annotate"](room, "", room.Clauses[1])));
    }

    [Fact]
    public void A_reason_goes_with_the_words_of_whom_it_is_about_and_of_who_gave_it()
    {
        foreach (var erased in new[] { Room.Annotator, Room.Moderator })
        {
            var room = new Room();
            room.Change(new MemberMuted(Room.Annotator, null, 50), Room.Moderator, reason: "Shouting.");
            room.Erase(erased, Room.Owner);
            Assert.Null(room.State.Header.Members[Room.Annotator].Mute!.Reason);
            Assert.DoesNotContain(room.Events, e => e.Words?.Reason is not null);
        }
    }
}
