using Collab.Domain.Annotations;
using Collab.Domain.Clauses;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Queue;
using Collab.Domain.Revisions;
using Collab.Domain.Tests.Support;
using Collab.Domain.Tests.Views;

namespace Collab.Domain.Tests.Documents;

/// <summary>Another revision of the text: what it is, who gives it, and what becomes of all that hangs on the one before.</summary>
public sealed class RevisionTests
{

    private const string Again = "2";

    private readonly Room _room = new();

    private string Preamble => _room.Clauses[0];

    /// <summary>The point that is deleted; its words come back in another one, which is new.</summary>
    private string Deleted => _room.Clauses[2];

    [Fact]
    public void Clauses_keep_their_ids_and_the_text_before_stays_whole()
    {
        var before = _room.State.Header;
        Revise();
        var header = _room.State.Header;
        Assert.Equal(2, header.Revision);
        Assert.Equal([_room.Clauses[0], _room.Clauses[1], _room.Clauses[3], _room.Clauses[4]], header.Clauses.Take(4).Select(clause => clause.Id));
        Assert.DoesNotContain(header.Clauses[4].Id, _room.Clauses);
        Assert.Equal(before.Clauses, header.TextOf(1)!.Value);
        Assert.Equal(before.Seq, Assert.Single(header.Former).Until);
        Assert.Equal((Deleted, 1), (Assert.Single(header.Gone).Id, header.LastRevisionOf(Deleted)));
        Assert.Equal("again and again and again", header.ClauseOf(Deleted)!.Text);
    }

    [Fact]
    public void Notes_go_with_their_words_and_are_never_in_another_clause_by_themselves()
    {
        var (same, moved, gone, whole, onDocument) = (On(_room.Clauses[3], "עולם"), On(Preamble, "having heard"), On(Deleted, null, new(10, 15)), On(Preamble), On());
        var homes = _room.State.Annotations.ToDictionary(note => note.Id, note => note.Targets.Select(target => target.Clause).ToList());
        Revise();
        Assert.Equal((2, (Anchor?)null), (Target(same).Revision, Target(same).Anchor));
        Assert.Equal(("having heard", 2, new Anchor(AnchorState.Moved, Evidence.SameWords, 1)), (Target(moved).Quote!.Exact, Target(moved).Revision, Target(moved).Anchor));
        Assert.Equal("having heard", _room.State.Header.Clauses[0].Text.Substring(Target(moved).Position!.Start, 12));
        Assert.Equal((2, AnchorState.Moved, Evidence.SameClause), (Target(whole).Revision, Target(whole).Anchor!.State, Target(whole).Anchor!.Evidence));
        Assert.Equal((1, AnchorState.Orphaned, Evidence.ClauseGone, "again"), (Target(gone).Revision, Target(gone).Anchor!.State, Target(gone).Anchor!.Evidence, Target(gone).Quote!.Exact));
        Assert.Empty(_room.Find(onDocument).Targets);
        Assert.All(_room.State.Annotations, note => Assert.Equal(homes[note.Id], note.Targets.Select(target => target.Clause)));
        Assert.Equal(gone, Assert.Single(ReviewQueue.Of(_room.State)).Id);
    }

    [Fact]
    public void What_is_in_doubt_is_placed_by_a_person_or_left_by_one()
    {
        var (one, two) = (On(Deleted, "and again and again", new(6, 25)), On(Deleted));
        Revise();
        var candidates = new ReviewQueue(_room.State.Header).Candidates(Target(one));
        var candidate = candidates.First(target => target.Position is not null);
        Assert.Equal((_room.State.Header.Clauses[4].Id, "and again and again"), (candidate.Clause, candidate.Quote!.Exact));
        Assert.Equal("forbidden", _room.Try(new EditAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Other, Annotation = one, Version = 1, Targets = [Request(candidate)] }));
        Assert.Equal("", _room.Try(new EditAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = one, Version = 1, Targets = [Request(candidate)] }));
        Assert.Equal((2, candidate.Clause), (Target(one).Revision, Target(one).Clause));
        Assert.Equal("already", _room.Try(Keep(one, Room.Owner, 2)));

        Assert.True(ReviewQueue.Waits(_room.Find(two), 2));
        Assert.Equal("forbidden", _room.Try(Keep(two, Room.Moderator)));
        Assert.Equal("stale", _room.Try(Keep(two, Room.Owner, 7)));
        Assert.Equal("", _room.Try(Keep(two, Room.Owner)));
        Assert.True(Target(two).Anchor!.Kept);
        Assert.False(ReviewQueue.Waits(_room.Find(two), 2));
        Assert.Equal("already", _room.Try(Keep(two, Room.Owner)));
        Assert.Equal("not-found", _room.Try(Keep("d.nothing", Room.Owner)));
    }

    [Fact]
    public void Of_a_note_on_several_points_one_is_placed_and_the_other_stays()
    {
        _room.Do(new AddAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Text = "both", Targets = [new(Deleted), new(Preamble, Quote: new("having heard")), new(Deleted, Quote: new("again"), Position: new(0, 5))] });
        var note = _room.State.Annotations.Single().Id;
        Revise();
        Assert.Equal("", _room.Try(Keep(note, Room.Owner, 1)));
        var now = _room.Find(note).Targets;
        Assert.Equal("stale", _room.Try(Move(new(Deleted), Request(now[1]))));
        Assert.Equal("", _room.Try(Move(Request(now[0]), Request(now[1]), new(_room.State.Header.Clauses[4].Id, 2))));
        Assert.Equal([1, 2, 2], _room.Find(note).Targets.Select(target => target.Revision));
        // What became of the others stays known: that somebody left it there, and why it had to be asked.
        Assert.Equal(now[..2].Select(target => (target.Clause, target.Anchor)), _room.Find(note).Targets[..2].Select(target => (target.Clause, target.Anchor)));
        Assert.Equal((true, AnchorState.Moved), (now[0].Anchor!.Kept, now[1].Anchor!.State));
        Assert.False(ReviewQueue.Waits(_room.Find(note), 2));

        EditAnnotation Move(params TargetRequest[] targets) => new() { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Annotation = note, Version = 1, Targets = [.. targets] };
    }

    [Fact]
    public void Whoever_read_the_text_before_is_told_where_their_point_has_changed_and_only_there()
    {
        Revise();
        Assert.Equal("stale", _room.Try(Write(new TargetRequest(Preamble, 1))));
        Assert.Equal("stale", _room.Try(Write(new TargetRequest(Preamble, 1, new("having heard")))));
        Assert.Equal("stale", _room.Try(Write(new TargetRequest(Deleted, 1))));
        Assert.Equal("stale", _room.Try(Write(new TargetRequest(Deleted))));
        Assert.Equal("stale", _room.Try(Write(new TargetRequest(Preamble, 3))));
        Assert.Equal("not-found", _room.Try(Write(new TargetRequest("nowhere"))));
        Assert.Equal("", _room.Try(Write(new TargetRequest(_room.Clauses[3], 1, new("עולם")))));
        Assert.Equal(2, _room.State.Annotations.Single().Targets[0].Revision);
    }

    [Fact]
    public void What_stands_at_a_point_that_is_gone_is_kept_and_answered_and_nothing_new_comes_there()
    {
        var pinned = _room.Annotate(Room.Moderator, Deleted, pin: true);
        _room.Do(new TakeStance { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Clause = Deleted, Choice = _room.State.Header.Stances.Scale[0] });
        _room.Do(new LockClause { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Clause = Deleted });
        Revise();
        Assert.Equal(pinned, Assert.Single(_room.State.Pins).Annotation);
        Assert.Equal(Deleted, Assert.Single(_room.State.Stances).Clause);
        Assert.Empty(_room.State.Header.Locked);
        Assert.Equal("stale", _room.Try(new LockClause { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Clause = Deleted }));
        Assert.Equal("stale", _room.Try(new TakeStance { CommandId = Guid.NewGuid(), Actor = Room.Other, Clause = Deleted, Choice = _room.State.Header.Stances.Scale[0] }));
        Assert.Equal("stale", _room.Try(new PlacePin { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = pinned, Clause = Deleted }));
        Assert.Equal("", _room.Try(new AddReply { CommandId = Guid.NewGuid(), Actor = Room.Other, Annotation = pinned, Text = "still" }));
        Assert.Equal("", _room.Try(new HideAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = pinned }));
        Assert.Equal("", _room.Try(new RemovePin { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = pinned }));

        var wire = Wire.Snapshot(_room.State, _room.State, Wire.Everyone);
        Assert.Equal((Deleted, 1), ((string)wire["gone"]![0]!["id"]!, (int)wire["gone"]![0]!["revision"]!));
        Assert.Equal("orphaned", (string)wire["annotations"]![0]!["targets"]![0]!["anchor"]!["state"]!);
    }

    [Fact]
    public void A_snapshot_brings_all_of_it_back_and_so_does_a_third_revision()
    {
        var note = On(Deleted, "again", new(0, 5));
        _room.Annotate(Room.Moderator, Deleted, pin: true);
        _room.Do(new TakeStance { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Clause = Deleted, Choice = _room.State.Header.Stances.Scale[0] });
        Revise();
        _room.Do(_room.Revision(Room.Owner, confirmed: true, _room.Parts.SkipLast(1)));
        Assert.Equal((3, 1), (_room.State.Header.Revision, Target(note).Revision));
        Assert.Equal([2, 1], _room.State.Header.Gone.Select(clause => _room.State.Header.LastRevisionOf(clause.Id)));
        Assert.Equal(Structure.Of(_room.State), Structure.Of(DocumentState.FromSnapshot(_room.State.ToSnapshot(), "epoch")));
        Assert.Equal(Structure.Of(_room.State), Structure.Of(Histories.Fold(_room.Events)));
        Assert.Equal("stale", _room.Try(Write(new TargetRequest(Preamble, 1))));
        Assert.Equal("", _room.Try(Write(new TargetRequest(Preamble, 2))));
        // The words that came back in revision 2 are gone again; nothing is offered that is not there.
        Assert.DoesNotContain(new ReviewQueue(_room.State.Header).Candidates(Target(note)), target => target.Position is not null && _room.State.Header.ClausesById[target.Clause].Text.IndexOf("again", StringComparison.Ordinal) < 0);
    }

    [Fact]
    public void Words_of_another_edition_are_not_concerned()
    {
        _room.Do(_room.Edition(Room.Moderator, "de"));
        _room.Do(Write(new TargetRequest(Preamble, Quote: new("Übersetzt"), Edition: "de")));
        var before = _room.State.Annotations.Single().Targets[0];
        Revise();
        Assert.Equal(before, _room.State.Annotations.Single().Targets[0]);
        Assert.Empty(ReviewQueue.Of(_room.State));
    }

    [Fact]
    public void A_note_that_waits_is_let_out_on_the_text_that_it_was_written_on()
    {
        _room.Do(new SetApproval { CommandId = Guid.NewGuid(), Actor = Room.Moderator, On = true });
        var write = Write(new TargetRequest(Deleted, 1, new("again"), new(0, 5)));
        var added = ClauseDecider.AddSealed(ClauseContext.Of(_room.State.Header), write, AnnotationId.QueueLog)[0];
        Revise();
        var sealedNotes = ClauseState.Empty.Apply(new() { Seq = 1, Actor = write.Actor, Command = write.CommandId, Data = added.Data, Words = added.Words });
        var released = QueueDecider.Release(new WaitingNote(write.CommandId, ""), sealedNotes.Annotations.Values.Single(), Room.Moderator, null);
        Assert.Equal("", _room.Try(released));
        var note = _room.State.Annotations.Single();
        Assert.Equal((1, Deleted, "again"), (note.Targets[0].Revision, note.Targets[0].Clause, note.Targets[0].Quote!.Exact));
        Assert.True(ReviewQueue.Waits(note, 2));
        Assert.Equal("", _room.Try(Keep(note.Id, Room.Owner)));
    }

    [Theory]
    [InlineData(Room.Owner, "")]
    [InlineData(Room.Moderator, "forbidden")]
    [InlineData(Room.Annotator, "forbidden")]
    [InlineData(Room.Reader, "forbidden")]
    public void Owners_alone_revise(string actor, string refused) => Assert.Equal(refused, _room.Try(_room.Revision(actor, confirmed: true, Next())));

    [Fact]
    public void What_is_not_settled_is_refused()
    {
        var revision = _room.Revision(Room.Owner, confirmed: true, Next());
        Assert.Equal("stale", _room.Try(revision with { Revision = 2 }));
        Assert.Equal("not-sure", _room.Try(revision with { Pairs = revision.Pairs.SetItem(0, revision.Pairs[0] with { Sure = false }) }));
        Assert.Equal("not-paired", _room.Try(revision with { Pairs = revision.Pairs.RemoveAt(0) }));
        Assert.Equal("already", _room.Try(_room.Revision(Room.Owner, confirmed: true, _room.Parts)));
        _room.Do(new OpenRound { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Clause = Preamble });
        Assert.Equal("in-round", _room.Try(revision));
        _room.Do(new CancelRound { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Clause = Preamble });
        _room.Do(new CloseDocument { CommandId = Guid.NewGuid(), Actor = Room.Moderator });
        Assert.Equal("closed", _room.Try(revision));
    }

    [Fact]
    public void Words_that_were_erased_do_not_come_back_with_the_text()
    {
        var note = On(Preamble, "having heard");
        _room.Erase(Room.Annotator, Room.Owner);
        Revise();
        Assert.Null(Target(note).Quote);
    }

    [Theory]
    // At words of a clause that says something else now, of one that is gone, and of the document as a whole.
    [InlineData(0, "https://collab.example.org/rooms/document#clause-x", false)]
    [InlineData(2, "https://collab.example.org/rooms/document#clause-x", false)]
    [InlineData(-1, "https://collab.example.org/rooms/document", false)]
    // At words of a clause that says the same, beside another site's page or not, and of such a page.
    [InlineData(3, "https://collab.example.org/rooms/document#clause-x", true)]
    [InlineData(3, "https://collab.example.org/rooms/document#clause-x https://elsewhere.example/page", true)]
    [InlineData(3, "https://collab.example.org/rooms/document#clause-x https://collab.example.org/rooms/document", false)]
    [InlineData(-1, "https://example.org/page", true)]
    public void M197_targets_as_another_program_said_them_stay_only_where_the_text_does(int clause, string sources, bool stays)
    {
        var said = sources.Split(' ').Select(source => $$$"""{"source":"{{{source}}}","selector":{"type":"TextPositionSelector","start":1,"end":4}}""");
        var foreign = new Foreign { Target = $"[{string.Join(',', said)}]", Properties = """{"rights":"CC0"}""" };
        TargetRequest[] targets = clause < 0 ? [] : [new TargetRequest(_room.Clauses[clause], 1, Position: new(1, 4))];
        var note = ((Domain.Events.AnnotationAdded)_room.Do(Write(targets) with { Foreign = foreign })[0].Data).Annotation;
        Revise();
        Assert.Equal(stays ? foreign : foreign with { Target = null }, _room.Find(note).Foreign);
    }

    [Fact]
    public void The_changes_tell_what_was_reworded_and_what_was_touched()
    {
        On(Preamble, "having heard");
        On(_room.Clauses[3], "עולם");
        Revise();
        var changes = TextChange.Between(_room.State.Header, 1, 2);
        Assert.Equal([ClauseChange.Reworded, ClauseChange.Deleted, ClauseChange.Inserted], changes.Select(change => change.Change));
        Assert.Equal(Preamble, Assert.Single(TextChange.Touched(_room.State, 1)).Target.Clause);
        Assert.Throws<RefusalException>(() => TextChange.Between(_room.State.Header, 2, 1));
    }

    private IEnumerable<ClauseDraft> Next() =>
    [
        .. _room.Parts.Where(part => part.Label != Again).Select(part => part.Kind == ClauseKind.Preamble ? part with { Text = "By day the meeting, having heard the long report, resolves:" } : part with { Level = 0 }),
        new("9", ClauseKind.Point, 0, "Whoever speaks says what was said before, and says it again and again and again, until all who are there have heard what there is to hear."),
    ];

    private void Revise() => _room.Do(_room.Revision(Room.Owner, confirmed: true, Next()));

    private Target Target(string note) => Assert.Single(_room.Find(note).Targets);

    private string On(string? clause = null, string? quote = null, TextPositionSelector? position = null)
    {
        var targets = clause is null ? Array.Empty<TargetRequest>() : [new TargetRequest(clause, 1, quote is null ? null : new(quote), position)];
        return ((Domain.Events.AnnotationAdded)_room.Do(Write(targets))[0].Data).Annotation;
    }

    private static AddAnnotation Write(params TargetRequest[] targets) => new() { CommandId = Guid.NewGuid(), Actor = Room.Annotator, Text = "a note", Targets = [.. targets] };

    private static KeepNote Keep(string note, string actor, int version = 1) => new() { CommandId = Guid.NewGuid(), Actor = actor, Annotation = note, Version = version };

    private static TargetRequest Request(Target target) => new(target.Clause, target.Revision, null, target.Position, target.Edition);
}
