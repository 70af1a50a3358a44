using Collab.Testing.Checking;

namespace Collab.Cluster.Tests.Running;

/// <summary>The private notes of a load: each writer reads their own, through whichever node, and the checker judges what they were told.</summary>
internal static class Notebooks
{
    private const string Path = "notebook/events";

    private const int SmallPage = 7;

    /// <summary>Asserts that everything that was acknowledged is there once, and that somebody was acknowledged something.</summary>
    /// <param name="refusals">What may be refused.</param>
    public static async Task AssertHoldsAsync(Room room, IEnumerable<Writer> writers, IReadOnlyCollection<string> refusals)
    {
        var answered = 0;
        foreach (var (i, writer) in writers.Index().Where(pair => pair.Item.Private.OperationCount > 0))
        {
            using var here = writer.Person.At(room.Nodes[i % room.Nodes.Count]);
            using var elsewhere = writer.Person.At(room.Nodes[(i + 1) % room.Nodes.Count]);
            var log = await here.EventsAsync(room.Document, Path);
            var trace = new ReaderTrace($"the notebook of {writer.Name}", 0);
            await elsewhere.EventsAsync(room.Document, Path, SmallPage, page =>
            {
                if (ReceivedBatch.Of(page) is { Events.Count: > 0 } batch)
                    trace.Add(batch);
            });
            // What nobody was told of may have come between the two.
            Assert.True(trace.Seq >= log.Count, $"C7: {trace.Name} has {log.Count} events here and {trace.Seq} elsewhere.");
            var evidence = new Evidence
            {
                Operations = writer.Private.Operations,
                Readers = trace.Batches.Count > 0 ? [trace] : [],
                Log = [.. log.Select(LoggedEvent.Of)],
                LeastAnswered = 0,
                MayBeRefusedAs = [.. refusals],
            };
            evidence.AssertHolds();
            answered += evidence.Operations.Count(operation => operation.Outcome == Outcome.Answered);
        }

        Assert.True(answered > 0, "C10: no private note was acknowledged.");
    }
}
