using System.Text;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Stances;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Stances;

public sealed class StanceTests
{
    private readonly Room _room = new();

    private string Point => _room.Clauses[1];

    [Fact]
    public void A_member_holds_one_stance_of_a_point_and_what_it_was_before_is_kept()
    {
        _room.Do(Take(Room.Annotator, "agree", "It is short."));
        _room.Now = Room.Start.AddMinutes(3);
        var second = _room.Do(Take(Room.Annotator, "disagree"))[0];
        _room.Do(Take(Room.Other, "agree"));
        var held = _room.State.At(Point).StanceOf(Room.Annotator)!;
        Assert.Equal(("disagree", null, second.Seq, Room.Start.AddMinutes(3)), (held.Choice, held.Reason, held.Seq, held.At));
        Assert.Equal(new FormerStance("agree", Room.Start, Room.Start.AddMinutes(3), "It is short."), Assert.Single(held.History));
        Assert.Equal(["disagree", "agree"], _room.State.Stances.Select(stance => stance.Choice));
    }

    [Fact]
    public void What_is_held_already_is_refused_and_another_reason_is_a_change()
    {
        _room.Do(Take(Room.Annotator, "agree", "Short."));
        Assert.Equal("already", _room.Try(Take(Room.Annotator, "agree", " Short. ")));
        Assert.Equal("", _room.Try(Take(Room.Annotator, "agree", "Short and clear.")));
        Assert.Equal("Short.", Assert.Single(_room.State.At(Point).StanceOf(Room.Annotator)!.History).Reason);
    }

    [Fact]
    public void One_is_withdrawn_once_and_the_next_is_another()
    {
        _room.Do(Take(Room.Annotator, "agree"));
        var first = _room.State.At(Point).StanceOf(Room.Annotator)!.Id;
        _room.Do(Withdraw(Room.Annotator));
        Assert.Empty(_room.State.Stances);
        Assert.Equal("already", _room.Try(Withdraw(Room.Annotator)));
        _room.Do(Take(Room.Annotator, "agree"));
        Assert.NotEqual(first, _room.State.At(Point).StanceOf(Room.Annotator)!.Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void M126_A_moderator_hides_the_reasons_of_a_stance_of_every_moment_withdrawn_or_not_and_shows_them_again(bool anonymous)
    {
        if (anonymous)
            _room.Do(Set(true, "agree", "disagree"));
        _room.Do(Take(Room.Annotator, "agree", "Vile."));
        var (before, id) = (_room.State, _room.State.At(Point).StanceOf(Room.Annotator)!.Id);
        Assert.Equal(["forbidden", "forbidden", "not-found"], [_room.Try(Hide(id) with { Actor = Room.Annotator }), _room.Try(Hide(id) with { Actor = Room.Other }), _room.Try(Hide(Identifier.New()))]);
        Assert.Equal("not-found", _room.Try(Hide(id) with { Clause = _room.Clauses[2] }));
        _room.Do(new LockClause { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = Point });
        _room.Do(Hide(id) with { Reason = "Off the point." });
        _room.Do(new UnlockClause { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = Point });
        var hidden = _room.State.Header.Seq;
        Assert.Equal("already", _room.Try(Hide(id)));
        // What comes under the same id is hidden too, and was withheld before it is read.
        _room.Do(Take(Room.Annotator, "disagree", "Viler."));
        Assert.Equal("stale", _room.Try(Hide(id, on: false) with { AsOf = hidden }));
        _room.Do(Withdraw(Room.Annotator));
        AssertHidden(true, before);
        Assert.DoesNotContain("Vil", All(_room.State, Wire.Everyone), StringComparison.Ordinal);

        _room.Do(Hide(id, on: false));
        AssertHidden(false, before);
        Assert.Equal("already", _room.Try(Hide(id, on: false)));
        // One that was withdrawn is in the record still.
        Assert.Equal("", _room.Try(Hide(id)));
        AssertHidden(true, before);

        void AssertHidden(bool on, DocumentState moment)
        {
            var (members, moderators) = (All(moment, Wire.Everyone), All(moment, new Audience(true, Room.Moderator)));
            Assert.Equal(!on, members.Contains("Vile.", StringComparison.Ordinal));
            Assert.Equal(on, members.Contains("\"reasonHidden\":true", StringComparison.Ordinal));
            Assert.Contains("Vile.", moderators, StringComparison.Ordinal);
            if (anonymous)
                Assert.DoesNotContain($"\"{Room.Annotator}\"", string.Concat(_room.Events.Where(e => e.Data is StanceEventData or StanceReasonEventData).Select(Shown)), StringComparison.Ordinal);
        }

        string All(DocumentState moment, Audience audience) =>
            Text(Wire.SnapshotBytes(moment, _room.State, audience)) + string.Concat(_room.Events.Select(e => Text(Wire.EventBytes(e, _room.State, audience))));
    }

    [Theory]
    [InlineData(Room.Annotator)]
    [InlineData(Room.Moderator)]
    public void Where_it_is_closed_or_locked_stances_stay_as_they_are(string member)
    {
        _room.Do(Take(member, "agree"));
        _room.Do(new LockClause { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = Point });
        Assert.Equal(["locked", "locked"], [_room.Try(Take(member, "disagree")), _room.Try(Withdraw(member))]);
        Assert.Equal("", _room.Try(Take(member, "disagree") with { Clause = _room.Clauses[2] }));
        _room.Do(new UnlockClause { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = Point });
        _room.Do(new CloseDocument { CommandId = Guid.NewGuid(), Actor = Room.Owner });
        Assert.Equal(["closed", "closed", "closed"], [_room.Try(Take(member, "disagree")), _room.Try(Withdraw(member)), _room.Try(Set(false, "yes", "no"))]);
    }

    [Theory]
    [InlineData(Room.Annotator)]
    [InlineData(Room.Moderator)]
    public void M240_Where_a_blind_round_is_open_no_reason_is_told_that_was_not_told_before(string member)
    {
        _room.Do(Take(member, "agree", "Said before."));
        _room.Do(new OpenRound { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = Point });
        Assert.Equal(["in-round", "in-round", "in-round"], [_room.Try(Take(member, "agree", "Told at once.")), _room.Try(Take(member, "disagree", "Told at once.")), _room.Try(Take(Room.Other, "agree", "Told at once."))]);
        Assert.Equal(["", "", ""], [_room.Try(Take(member, "disagree", "Said before.")), _room.Try(Take(Room.Other, "agree")), _room.Try(Take(Room.Other, "agree", "Elsewhere.") with { Clause = _room.Clauses[2] })]);
        _room.Do(new CancelRound { CommandId = Guid.NewGuid(), Actor = Room.Owner, Clause = Point });
        Assert.Equal("", _room.Try(Take(Room.Other, "agree", "Told afterwards.")));
    }

    [Fact]
    public void Only_what_is_on_the_scale_is_taken()
    {
        Assert.Equal("not-on-scale", _room.Try(Take(Room.Annotator, "yes")));
        _room.Do(Set(false, " yes ", "no"));
        Assert.Equal("", _room.Try(Take(Room.Annotator, "yes")));
        Assert.Equal("not-on-scale", _room.Try(Take(Room.Annotator, "agree")));
        Assert.Equal("not-found", _room.Try(Take(Room.Annotator, "yes") with { Clause = Identifier.New() }));
    }

    [Fact]
    public void A_scale_has_a_few_different_stances_of_one_line()
    {
        string[][] wrong = [[], ["yes"], ["yes", "Yes"], ["yes", "no\nnever"], [.. Enumerable.Range(1, 13).Select(n => $"{n}")]];
        Assert.All(wrong, scale => Assert.Equal("bad-scale", _room.Try(Set(false, scale))));
        Assert.Equal("empty-text", _room.Try(Set(false, "yes", " ")));
        Assert.Equal("text-too-long", _room.Try(Set(false, "yes", new string('ы', 65))));
        Assert.Equal("already", _room.Try(Set(false, [.. StanceRule.Default.Scale])));
    }

    [Fact]
    public void Another_rule_begins_anew_so_that_no_name_comes_to_what_was_taken_without_one_and_none_goes_from_what_was_taken_with_it()
    {
        _room.Do(Take(Room.Other, "agree"));
        _room.Do(Set(true, "agree", "disagree"));
        Assert.Empty(_room.State.Stances);
        _room.Do(Take(Room.Annotator, "disagree", "Without a name."));
        var unnamed = _room.State.At(Point).StanceOf(Room.Annotator)!.Id;
        _room.Do(Set(false, "agree", "disagree"));
        _room.Do(Take(Room.Annotator, "agree"));
        Assert.NotEqual(unnamed, _room.State.At(Point).StanceOf(Room.Annotator)!.Id);
        Assert.Empty(_room.State.At(Point).StanceOf(Room.Annotator)!.History);
        var before = _room.Events.Single(e => e.Data is StanceTaken { Anonymous: true });
        Assert.DoesNotContain(Room.Annotator, Shown(before), StringComparison.Ordinal);
        Assert.DoesNotContain("Without a name.", Text(Wire.SnapshotBytes(_room.State, _room.State, new Audience(true, Room.Annotator))), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_takes_one_without_a_name_is_refused_where_names_show_by_now()
    {
        _room.Do(Set(true, "agree", "disagree"));
        var seen = _room.State.Header.Seq;
        Assert.Equal("", _room.Try(Take(Room.Other, "agree") with { Anonymous = true }));
        _room.Do(Set(false, "agree", "disagree"));
        Assert.Equal("stale", _room.Try(Take(Room.Annotator, "agree") with { Anonymous = true }));
        Assert.Equal("stale", _room.Try(Take(Room.Annotator, "agree") with { AsOf = seen }));
        Assert.Equal("", _room.Try(Take(Room.Annotator, "agree")));
    }

    [Fact]
    public void Taken_elsewhere_by_the_same_member_it_is_looked_at_again_first()
    {
        var seen = _room.State.Header.Seq;
        _room.Do(Take(Room.Annotator, "agree"));
        Assert.Equal(["stale", "stale"], [_room.Try(Take(Room.Annotator, "disagree") with { AsOf = seen }), _room.Try(Withdraw(Room.Annotator) with { AsOf = seen })]);
        Assert.Equal("", _room.Try(Take(Room.Other, "disagree") with { AsOf = seen }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_a_name_neither_member_nor_command_is_told_to_anybody(bool readsHidden)
    {
        _room.Do(Set(true, "agree", "disagree"));
        var taken = _room.Do(Take(Room.Annotator, "agree", "Because."))[0];
        var changed = _room.Do(Take(Room.Annotator, "disagree"))[0];
        var withdrawn = _room.Do(Withdraw(Room.Annotator))[0];
        _room.Do(Take(Room.Annotator, "agree", "Because."));
        foreach (var member in new[] { null, Room.Owner, Room.Other, Room.Annotator })
        {
            var audience = new Audience(readsHidden, member);
            foreach (var e in new[] { taken, changed, withdrawn })
            {
                var text = Text(Wire.EventBytes(e, _room.State, audience));
                Assert.DoesNotContain(Room.Annotator, text, StringComparison.Ordinal);
                Assert.DoesNotContain($"{e.Command}", text, StringComparison.Ordinal);
            }

            var taking = Wire.Snapshot(_room.State, _room.State, audience)["stances"]!.ToJsonString();
            Assert.DoesNotContain(Room.Annotator, taking, StringComparison.Ordinal);
            Assert.Contains("Because.", taking, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_hash_of_one_without_a_name_covers_what_nobody_is_told_so_that_no_member_can_be_tried_against_it()
    {
        _room.Do(Set(true, "agree", "disagree"));
        foreach (var command in new Command[] { Take(Room.Annotator, "agree"), Withdraw(Room.Annotator) })
        {
            var stored = _room.Stored[(int)_room.Do(command)[0].Seq - 1];
            Assert.Equal((16, 32), (stored.Salt!.Value.Length, stored.Digest!.Value.Length));
        }
    }

    [Fact]
    public void An_erasure_takes_the_reasons_of_the_member_and_of_all_without_a_name()
    {
        _room.Do(Take(Room.Annotator, "agree", "Mine."));
        _room.Do(Take(Room.Annotator, "disagree", "Mine again."));
        _room.Do(Take(Room.Other, "agree", "Another's."));
        _room.Erase(Room.Annotator, Room.Owner);
        var (mine, other) = (_room.State.At(Point).StanceOf(Room.Annotator)!, _room.State.At(Point).StanceOf(Room.Other)!);
        Assert.Equal(("disagree", null, null, "Another's."), (mine.Choice, mine.Reason, mine.History[0].Reason, other.Reason));
        Assert.All(_room.Events.Where(e => e.Data is StanceTaken && e.Actor == Room.Annotator), e => Assert.Null(e.Words));

        _room.Do(Set(true, "agree", "disagree"));
        _room.Do(Take(Room.Annotator, "agree", "Unnamed one."));
        var kept = _room.Do(Take(Room.Other, "agree", "Unnamed two."))[0];
        var moment = _room.State;
        _room.Erase(Room.Annotator, Room.Owner);
        // The other's words are in the log, and yet nobody is shown them: else the one that is gone would be known.
        Assert.Equal("Unnamed two.", _room.Events[(int)kept.Seq - 1].Words?.Reason);
        Assert.All(_room.Events.Where(e => e.Data is StanceEventData { Anonymous: true }), e => Assert.DoesNotContain("Unnamed", Shown(e), StringComparison.Ordinal));
        Assert.DoesNotContain("Unnamed", Text(Wire.SnapshotBytes(moment, _room.State, new Audience(true, null))), StringComparison.Ordinal);
        Assert.All(_room.State.Stances, stance => Assert.Null(stance.Reason));
        _room.Do(Take(Room.Other, "disagree", "Said since."));
        Assert.Contains("Said since.", Text(Wire.SnapshotBytes(_room.State, _room.State, new Audience(false, null))), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_goes_leaves_their_stance_with_and_without_a_name()
    {
        foreach (var anonymous in new[] { false, true })
        {
            _room.Do(Set(anonymous, "agree", "disagree", $"{anonymous}"));
            _room.Do(Take(Room.Annotator, "agree"));
            _room.Change(new MemberRemoved(Room.Annotator, _room.State.Header.SeminarSeq + 1), Room.Owner);
            Assert.Equal("agree", Assert.Single(_room.State.Stances).Choice);
            _room.Change(new MemberRestored(Room.Annotator, _room.State.Header.SeminarSeq + 1), Room.Owner);
        }
    }

    [Theory]
    [InlineData("yes", "yes")]
    [InlineData("yes, if amended", "“yes, if amended”")]
    [InlineData("نعم، بشرط", "“نعم، بشرط”")]
    public void A_stance_with_a_comma_is_told_from_its_neighbours_in_a_line(string choice, string said) => Assert.Equal(said, StanceRule.InLine(choice));

    private HideStanceReason Hide(string stance, bool on = true) => new() { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Clause = Point, Stance = stance, On = on };

    private TakeStance Take(string member, string choice, string? reason = null) => new() { CommandId = Guid.NewGuid(), Actor = member, Clause = Point, Choice = choice, Reason = reason };

    private WithdrawStance Withdraw(string member) => new() { CommandId = Guid.NewGuid(), Actor = member, Clause = Point };

    private static SetStances Set(bool anonymous, params string[] scale) => new() { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Scale = [.. scale], Anonymous = anonymous };

    private string Shown(LogEvent e) => Text(Wire.EventBytes(e, _room.State, new Audience(true, null)));

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
