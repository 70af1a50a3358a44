using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Tests.Policy;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Clauses;

/// <summary>Every command by every caller on what is their own and what is another's, held against permissions.yaml.</summary>
public sealed class DeciderRightsTests
{
    private const string Caller = "caller";

    // Decided in the sealed log: QueueTests of the grains tries those. The last two are one's own notebook's: ReadMarksTests.
    private static readonly Type[] Elsewhere = [typeof(ApproveNote), typeof(RejectNote), typeof(FlagAnnotation), typeof(DismissFlags), typeof(EndRound), typeof(MarkRead), typeof(SetWatch)];

    private static readonly Dictionary<string, (string Action, Func<Room, string, Command> Make)> Commands = new()
    {
        ["annotate"] = ("annotate", (room, _) => new AddAnnotation { CommandId = Guid.NewGuid(), Actor = Caller, Text = "x", Targets = [new(room.Clauses[0])] }),
        ["annotate the document"] = ("annotate", (_, _) => new AddAnnotation { CommandId = Guid.NewGuid(), Actor = Caller, Text = "x" }),
        ["annotate and pin"] = ("pin", (room, _) => new AddAnnotation { CommandId = Guid.NewGuid(), Actor = Caller, Text = "x", Targets = [new(room.Clauses[0])], Pin = true }),
        ["reply"] = ("reply", (_, note) => new AddReply { CommandId = Guid.NewGuid(), Actor = Caller, Annotation = note, Text = "x" }),
        ["edit"] = ("edit-annotation", (_, note) => new EditAnnotation { CommandId = Guid.NewGuid(), Actor = Caller, Annotation = note, Version = 1, Text = "y" }),
        ["move"] = ("move-annotation", (room, note) => new EditAnnotation { CommandId = Guid.NewGuid(), Actor = Caller, Annotation = note, Version = 1, Targets = [new(room.Clauses[1])] }),
        ["move and reword"] = ("edit-annotation", (room, note) => new EditAnnotation { CommandId = Guid.NewGuid(), Actor = Caller, Annotation = note, Version = 1, Text = "y", Targets = [new(room.Clauses[1])] }),
        ["delete"] = ("delete-annotation", (_, note) => new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = Caller, Annotation = note }),
        ["hide"] = ("hide-annotation", (_, note) => new HideAnnotation { CommandId = Guid.NewGuid(), Actor = Caller, Annotation = note }),
        ["unhide"] = ("hide-annotation", (room, note) => After(room, new HideAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note }, new ShowAnnotation { CommandId = Guid.NewGuid(), Actor = Caller, Annotation = note })),
        ["resolve"] = ("resolve", (_, note) => new ResolveThread { CommandId = Guid.NewGuid(), Actor = Caller, Annotation = note }),
        ["reopen the thread"] = ("resolve", (room, note) => After(room, new ResolveThread { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note }, new ReopenThread { CommandId = Guid.NewGuid(), Actor = Caller, Annotation = note })),
        ["relate"] = ("relate", (room, note) => Relate(room, note, Caller)),
        ["unrelate"] = ("remove-relation", (room, note) => Relate(room, note, room.Find(note).Creator) is var said ? After(room, said, new UnrelateNotes { CommandId = Guid.NewGuid(), Actor = Caller, From = note, To = said.To }) : null!),
        ["merge"] = ("merge-threads", (room, note) => new MergeThread { CommandId = Guid.NewGuid(), Actor = Caller, Annotation = note, Into = room.Annotate(Room.Owner, room.Clauses[1]) }),
        ["unmerge"] = ("merge-threads", (room, note) => After(room, new MergeThread { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note, Into = room.Annotate(Room.Owner, room.Clauses[1]) }, new UnmergeThread { CommandId = Guid.NewGuid(), Actor = Caller, Annotation = note })),
        ["react"] = ("react", (_, note) => new React { CommandId = Guid.NewGuid(), Actor = Caller, Annotation = note, Emoji = "👍", On = true }),
        ["pin"] = ("pin", (room, note) => new PlacePin { CommandId = Guid.NewGuid(), Actor = Caller, Annotation = note, Clause = room.Clauses[0] }),
        ["unpin"] = ("pin", (room, note) => After(room, new PlacePin { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = note, Clause = room.Clauses[0] }, new RemovePin { CommandId = Guid.NewGuid(), Actor = Caller, Annotation = note })),
        ["lock"] = ("lock", (room, _) => new LockClause { CommandId = Guid.NewGuid(), Actor = Caller, Clause = room.Clauses[0] }),
        ["unlock"] = ("lock", (room, _) => After(room, new LockClause { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = room.Clauses[0] }, new UnlockClause { CommandId = Guid.NewGuid(), Actor = Caller, Clause = room.Clauses[0] })),
        ["close"] = ("close-document", (_, _) => new CloseDocument { CommandId = Guid.NewGuid(), Actor = Caller }),
        ["reopen"] = ("close-document", (room, _) => After(room, new CloseDocument { CommandId = Guid.NewGuid(), Actor = Room.Owner }, new ReopenDocument { CommandId = Guid.NewGuid(), Actor = Caller })),
        ["revise the text"] = ("revise-text", (room, _) => room.Revision(Caller, confirmed: true, room.Parts.Append(new(null, ClauseKind.Paragraph, 0, "One more.")))),
        ["leave a note on the earlier text"] = ("revise-text", (room, _) => room.Annotate(Room.Owner, room.Clauses[0]) is var left ? After(room, room.Revision(Room.Owner, confirmed: true, room.Parts.Skip(1)), new KeepNote { CommandId = Guid.NewGuid(), Actor = Caller, Annotation = left, Version = 1 }) : null!),
        ["have notes wait"] = ("approve", (_, _) => new SetApproval { CommandId = Guid.NewGuid(), Actor = Caller, On = true }),
        ["slow down"] = ("close-document", (_, _) => new SetSlowMode { CommandId = Guid.NewGuid(), Actor = Caller, Seconds = 30 }),
        ["take a stance"] = ("take-stance", (room, _) => new TakeStance { CommandId = Guid.NewGuid(), Actor = Caller, Clause = room.Clauses[0], Choice = "agree" }),
        ["withdraw a stance"] = ("take-stance", (room, _) => After(room, new TakeStance { CommandId = Guid.NewGuid(), Actor = Caller, Clause = room.Clauses[0], Choice = "agree" }, new WithdrawStance { CommandId = Guid.NewGuid(), Actor = Caller, Clause = room.Clauses[0] })),
        ["hide the reason of a stance"] = ("hide-annotation", (room, _) => new HideStanceReason { CommandId = Guid.NewGuid(), Actor = Caller, Clause = room.Clauses[0], Stance = ((StanceTaken)room.Do(new TakeStance { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = room.Clauses[0], Choice = "agree", Reason = "x" })[0].Data).Stance }),
        ["open a session"] = ("run-session", (_, _) => new OpenSession { CommandId = Guid.NewGuid(), Actor = Caller }),
        ["close a session"] = ("run-session", (room, _) => After(room, new OpenSession { CommandId = Guid.NewGuid(), Actor = Room.Owner }, new CloseSession { CommandId = Guid.NewGuid(), Actor = Caller })),
        ["set the agenda"] = ("run-session", (room, _) => new SetAgenda { CommandId = Guid.NewGuid(), Actor = Caller, Items = [new(room.Clauses[0])] }),
        ["set a timer"] = ("run-session", (_, _) => new SetTimer { CommandId = Guid.NewGuid(), Actor = Caller, Seconds = 60 }),
        ["end the timer"] = ("run-session", (room, _) => After(room, new SetTimer { CommandId = Guid.NewGuid(), Actor = Room.Owner, Seconds = 60 }, new EndTimer { CommandId = Guid.NewGuid(), Actor = Caller })),
        ["raise a hand"] = ("raise-hand", (room, _) => new RaiseHand { CommandId = Guid.NewGuid(), Actor = Caller, Clause = room.Clauses[0] }),
        ["lower another's hand"] = ("run-session", (room, _) => After(room, new RaiseHand { CommandId = Guid.NewGuid(), Actor = Room.Guest, Clause = room.Clauses[0] }, new LowerHand { CommandId = Guid.NewGuid(), Actor = Caller, Member = Room.Guest })),
        ["lower one's own hand"] = ("raise-hand", (room, _) => After(room, new RaiseHand { CommandId = Guid.NewGuid(), Actor = Caller, Clause = room.Clauses[0] }, new LowerHand { CommandId = Guid.NewGuid(), Actor = Caller })),
        ["end the floor"] = ("run-session", (room, _) => After(room, After(room, new RaiseHand { CommandId = Guid.NewGuid(), Actor = Room.Guest, Clause = room.Clauses[0] }, new GiveFloor { CommandId = Guid.NewGuid(), Actor = Room.Owner, Member = Room.Guest }), new EndFloor { CommandId = Guid.NewGuid(), Actor = Caller })),
        ["give the floor"] = ("run-session", (room, _) => After(room, new RaiseHand { CommandId = Guid.NewGuid(), Actor = Room.Guest, Clause = room.Clauses[0] }, new GiveFloor { CommandId = Guid.NewGuid(), Actor = Caller, Member = Room.Guest })),
        ["note what was said"] = ("note-aloud", (room, _) => new AddAnnotation { CommandId = Guid.NewGuid(), Actor = Caller, Text = "x", Targets = [new(room.Clauses[0])], Said = new(Speaker: "Ida") }),
        ["set the scribe"] = ("run-session", (_, _) => new SetScribe { CommandId = Guid.NewGuid(), Actor = Caller, Member = Room.Annotator }),
        ["set the stances"] = ("run-session", (_, _) => new SetStances { CommandId = Guid.NewGuid(), Actor = Caller, Scale = ["yes", "no"] }),
        ["open a round"] = ("reveal-round", (room, _) => new OpenRound { CommandId = Guid.NewGuid(), Actor = Caller, Clause = room.Clauses[0] }),
        ["reveal a round"] = ("reveal-round", (room, _) => After(room, new OpenRound { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = room.Clauses[0] }, new RevealRound { CommandId = Guid.NewGuid(), Actor = Caller, Clause = room.Clauses[0] })),
        ["cancel a round"] = ("reveal-round", (room, _) => After(room, new OpenRound { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = room.Clauses[0] }, new CancelRound { CommandId = Guid.NewGuid(), Actor = Caller, Clause = room.Clauses[0] })),
        ["import notes"] = ("import-document", (_, _) => new ImportNotes { CommandId = Guid.NewGuid(), Actor = Caller, Format = "json", Authors = ["Ana"], Notes = [new() { Author = 0, Text = "x" }] }),
        ["add an edition"] = ("add-edition", (room, _) => room.Edition(Caller, "de")),
        ["lead"] = ("lead", (room, _) => new LeadTo { CommandId = Guid.NewGuid(), Actor = Caller, Clause = room.Clauses[0] }),
    };

    public static TheoryData<string, Role, bool, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, Role, bool, bool>();
            foreach (var name in Commands.Keys)
            {
                foreach (var role in new[] { Role.Owner, Role.Moderator, Role.Annotator, Role.Reader, Role.Guest, Role.Outsider })
                {
                    foreach (var own in new[] { true, false })
                    {
                        cases.Add(name, role, own, true);
                        cases.Add(name, role, own, false);
                    }
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_table_decides(string name, Role role, bool own, bool atClause)
    {
        var (action, make) = Commands[name];
        var (room, note) = Written(own, atClause ? 0 : null);
        var command = make(room, note);
        Become(room, role);
        var before = room.Events.Count;
        Assert.Equal(PermissionsFile.Expected(action, role, own), room.Try(command));
        Assert.Equal(PermissionsFile.Expected(action, role, own) == "", room.Events.Count > before);
    }

    public static TheoryData<string, Role, bool> Locked
    {
        get
        {
            var cases = new TheoryData<string, Role, bool>();
            foreach (var name in new[] { "annotate", "reply", "edit", "move" })
            {
                foreach (var role in new[] { Role.Owner, Role.Moderator, Role.Annotator, Role.Reader, Role.Guest, Role.Outsider })
                {
                    cases.Add(name, role, true);
                    cases.Add(name, role, false);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Locked))]
    public void At_a_locked_point_one_needs_the_right_and_the_intent(string name, Role role, bool overriding)
    {
        var (action, make) = Commands[name];
        var (room, note) = Written(own: true, clause: 0);
        var command = make(room, note) switch
        {
            AddAnnotation add => add with { Override = overriding },
            AddReply reply => reply with { Override = overriding },
            var edit => (Command)((EditAnnotation)edit with { Override = overriding }),
        };
        room.Do(new LockClause { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = room.Clauses[0] });
        Become(room, role);
        var expected = PermissionsFile.Expected(action, role, own: true) is { Length: > 0 } refused ? refused
            : PermissionsFile.Expected("write-when-locked", role, own: true) is { Length: > 0 } locked ? locked
            : overriding ? "" : "locked";
        Assert.Equal(expected, room.Try(command));
    }

    [Theory]
    [InlineData(Role.Owner)]
    [InlineData(Role.Moderator)]
    [InlineData(Role.Annotator)]
    [InlineData(Role.Reader)]
    [InlineData(Role.Guest)]
    [InlineData(Role.Outsider)]
    public void A_private_note_is_anybodys_who_may_read_even_when_closed_or_locked(Role role)
    {
        var room = new Room();
        room.Do(new LockClause { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = room.Clauses[0] });
        room.Do(new CloseDocument { CommandId = Guid.NewGuid(), Actor = Room.Owner });
        Become(room, role);
        var add = new AddAnnotation { CommandId = Guid.NewGuid(), Actor = Caller, Text = "mine", Targets = [new(room.Clauses[0])] };
        var context = ClauseContext.Of(room.State.Header);
        var refused = Record.Exception(() => ClauseDecider.AddPrivate(context, add)) as RefusalException;
        Assert.Equal(PermissionsFile.Expected("write-private-note", role, own: true), refused?.Code ?? "");
        if (refused is null)
            AssertIsKept(context, ClauseDecider.AddPrivate(context, add)[0]);
    }

    /// <summary>Its owner edits and deletes it; to anybody else it is not there, for it is in nobody else's notebook.</summary>
    private static void AssertIsKept(ClauseContext context, Proposal added)
    {
        var id = ((AnnotationAdded)added.Data).Annotation;
        Assert.True(AnnotationId.IsPrivate(id));
        var notebook = ClauseState.Empty.Apply(new LogEvent { Seq = 1, Actor = Caller, Command = Guid.NewGuid(), Data = added.Data, Words = added.Words });
        Assert.IsType<AnnotationEdited>(Single(new EditAnnotation { CommandId = Guid.NewGuid(), Actor = Caller, Annotation = id, Version = 1, Text = "y", Targets = [] }).Data);
        Assert.IsType<AnnotationDeleted>(Single(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = Caller, Annotation = id }).Data);

        Proposal Single(Command command) => Assert.Single(ClauseDecider.Decide(context, notebook, command));
    }

    [Fact]
    public void Every_command_is_among_the_cases()
    {
        var covered = Commands.Values.Select(c =>
        {
            var (room, note) = Written(own: true, clause: 0);
            return c.Make(room, note).GetType();
        });
        Assert.Equal(Filled.Concrete(typeof(Command)).Except(Elsewhere).Select(t => t.Name), covered.Select(t => t.Name).Distinct().Order());
    }

    /// <summary>A note of the caller's, who was an annotator then, or of another's.</summary>
    private static (Room Room, string Note) Written(bool own, int? clause)
    {
        var room = new Room();
        room.Join(Caller, Role.Annotator, "Caller");
        return (room, room.Annotate(own ? Caller : Room.Other, clause is { } at ? room.Clauses[at] : null));
    }

    private static void Become(Room room, Role role)
    {
        var seq = room.State.Header.SeminarSeq + 1;
        if (!room.State.Header.Members.ContainsKey(Caller))
            room.Join(Caller, Role.Annotator, "Caller");
        room.Change(role == Role.Outsider ? new MemberRemoved(Caller, seq) : new MemberRoleChanged(Caller, role, seq), Room.Owner);
    }

    private static RelateNotes Relate(Room room, string note, string actor) =>
        new() { CommandId = Guid.NewGuid(), Actor = actor, From = note, To = room.Annotate(Room.Owner, room.Clauses[1]) };

    private static Command After(Room room, Command before, Command command)
    {
        room.Do(before);
        return command;
    }
}
