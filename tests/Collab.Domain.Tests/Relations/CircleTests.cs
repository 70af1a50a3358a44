using Collab.Domain.Documents;
using Collab.Domain.Events;
using Collab.Domain.Tests.Support;
using CsCheck;

namespace Collab.Domain.Tests.Relations;

/// <summary>Logs of before may have threads that stand under one another, which a file could say: no state has them.</summary>
public sealed class CircleTests
{
    [Fact]
    public void The_last_merging_of_a_circle_is_none_whether_the_log_is_read_or_what_an_older_version_made_of_it() => Gen.Select(Gen.Int[0, 6], Gen.Int[0, 8]).Array[0, 12].Sample(merges =>
    {
        var room = new Room();
        var threads = Enumerable.Range(0, 7).Select(i => room.Annotate(Room.Annotator, i % 3 == 0 ? null : room.Clauses[i % 3])).ToList();
        List<string> notes = [.. threads, room.Reply(Room.Other, threads[0]), room.Reply(Room.Other, threads[1])];
        // In the order of their numbers, each once, as an import has them.
        var said = merges.DistinctBy(merge => merge.Item1).OrderBy(merge => merge.Item1).Select(merge => (Thread: threads[merge.Item1], Into: notes[merge.Item2])).ToList();
        var before = room.State.ToSnapshot();
        foreach (var (thread, into) in said)
            room.Append([new(room.Find(thread).Home, new ThreadMerged(thread, into))], Room.Owner, Guid.NewGuid());
        foreach (var note in room.State.Annotations)
            Assert.True(room.State.Find(room.State.TopOf(note.Id)) is { Thread: null, MergedInto: null });
        foreach (var (thread, into) in said.Where(merge => room.Find(merge.Thread).MergedInto != merge.Into))
            Assert.Equal((thread, null), (room.State.TopOf(into), room.Find(thread).MergedInto));

        var older = DocumentState.FromSnapshot(before with { Annotations = [.. before.Annotations.Select(note => note with { MergedInto = said.FirstOrDefault(merge => merge.Thread == note.Id).Into })] }, "epoch");
        Assert.Equal(room.State.Annotations.OrderBy(note => note.Number).Select(note => note.MergedInto), older.Annotations.OrderBy(note => note.Number).Select(note => note.MergedInto));
    }, iter: 300);
}
