using Collab.Domain.Commands;
using Collab.Domain.Tests.Support;

namespace Collab.Domain.Tests.Relations;

/// <summary>A moderator puts a thread under another one that says the same, and takes that back.</summary>
public sealed class MergeTests
{
    private readonly Room _room = new();
    private readonly string _first, _second, _reply;

    public MergeTests()
    {
        (_first, _second) = (_room.Annotate(Room.Annotator, _room.Clauses[1]), _room.Annotate(Room.Other, _room.Clauses[2]));
        _reply = _room.Reply(Room.Annotator, _second);
    }

    [Fact]
    public void A_merged_thread_keeps_its_notes_its_place_and_its_history_and_can_be_parted_again()
    {
        var before = _room.Find(_second);
        var merged = _room.Do(Merge(_second, _first))[0];
        Assert.Equal((_room.Clauses[2], before with { MergedInto = _first, Changed = merged.Seq }), (merged.Clause, _room.Find(_second)));
        Assert.Equal(_second, _room.Find(_reply).Thread);
        // It is answered and edited as before.
        _room.Reply(Room.Other, _reply);
        Assert.Equal("", _room.Try(new EditAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Other, Annotation = _second, Version = 1, Text = "the same" }));
        Assert.Equal("already", _room.Try(Merge(_second, _first)));
        _room.Do(Unmerge(_second));
        Assert.Null(_room.Find(_second).MergedInto);
        Assert.Equal(("already", ""), (_room.Try(Unmerge(_second)), _room.Try(Merge(_second, _first))));
    }

    [Fact]
    public void What_follows_a_merged_thread_follows_it_into_another_and_no_circle_is_made()
    {
        var third = _room.Annotate(Room.Owner, null);
        _room.Do(Merge(_second, _first));
        Assert.Equal(("stale", "stale"), (_room.Try(Merge(third, _second)), _room.Try(Merge(_first, _second))));
        _room.Do(Merge(_first, third));
        Assert.Equal("stale", _room.Try(Merge(third, _second)));
        Assert.Equal((third, _first), (_room.Find(_first).MergedInto, _room.Find(_second).MergedInto));
    }

    [Fact]
    public void Only_whole_threads_that_can_be_read_and_are_not_pinned_are_merged()
    {
        Assert.Equal(("bad-request", "bad-request", "bad-request"), (_room.Try(Merge(_reply, _first)), _room.Try(Merge(_first, _reply)), _room.Try(Merge(_first, _first))));
        Assert.Equal(("not-found", "not-found"), (_room.Try(Merge(_first, "n.x")), _room.Try(Merge("x", _first))));
        _room.Do(new PlacePin { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = _first, Clause = _room.Clauses[1] });
        Assert.Equal(("bad-request", ""), (_room.Try(Merge(_first, _second)), _room.Try(Merge(_second, _first))));
        Assert.Equal("bad-request", _room.Try(new PlacePin { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = _second, Clause = _room.Clauses[2] }));
        _room.Do(Unmerge(_second));
        _room.Do(new DeleteAnnotation { CommandId = Guid.NewGuid(), Actor = Room.Other, Annotation = _second });
        Assert.Equal(("not-found", "not-found"), (_room.Try(Merge(_first, _second)), _room.Try(Merge(_second, _first))));
        _room.Do(new CloseDocument { CommandId = Guid.NewGuid(), Actor = Room.Owner });
        Assert.Equal("closed", _room.Try(Merge(_second, _first)));
    }

    private static MergeThread Merge(string thread, string into) => new() { CommandId = Guid.NewGuid(), Actor = Room.Moderator, Annotation = thread, Into = into };

    private static UnmergeThread Unmerge(string thread) => new() { CommandId = Guid.NewGuid(), Actor = Room.Owner, Annotation = thread };
}
