using Collab.Domain.Events;
using CsCheck;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests;

public abstract partial class EventLogContract
{
    [Fact]
    public async Task Of_32_writers_on_8_streams_each_gets_in_and_no_seq_is_lost_or_doubled()
    {
        const int streams = 8, writers = 32, each = 20;
        for (var s = 0; s < streams; s++)
            await Log.CreateAsync($"d.{s}", StreamKind.Document);
        var acknowledged = await Task.WhenAll(Enumerable.Range(0, writers).Select(w => Task.Run(async () =>
        {
            List<StoredEvent> mine = [];
            while (mine.Count < each)
            {
                try { mine.AddRange(await Log.AppendNextAsync($"d.{w % streams}", Draft(actor: $"writer {w}"))); }
                catch (StreamConflictException) { }
            }

            return mine;
        })));
        for (var s = 0; s < streams; s++)
        {
            var read = await Log.ReadAllAsync($"d.{s}");
            Assert.Equal(Enumerable.Range(1, writers / streams * each).Select(i => (long)i), read.Select(e => e.Seq));
            Assert.Equal(acknowledged.Where((_, w) => w % streams == s).SelectMany(mine => mine).OrderBy(e => e.Seq), read);
        }
    }

    [Fact]
    public async Task Appends_that_are_refused_fail_nobody_else()
    {
        var tasks = new List<(Task Append, bool Good)>();
        for (var s = 0; s < 60; s++)
            await Log.CreateAsync($"d.{s}", StreamKind.Document);
        for (var s = 0; s < 60; s++)
        {
            var (id, command) = ($"d.{s}", Guid.NewGuid());
            var good = Seal(id, 0, EventChain.Genesis(id), Draft(command: command), Draft());
            tasks.Add((Log.AppendAsync(id, 0, good), true));
            tasks.Add((Log.AppendAsync(id, 0, good), false));
            tasks.Add((Log.AppendAsync(id, 2, Seal(id, 2, good[1].Hash, Draft(), Draft(command: command))), false));
        }

        await Task.WhenAll(tasks.Select(t => t.Append)).ContinueWith(_ => { });
        Assert.All(tasks, t => Assert.Equal(t.Good, t.Append.IsCompletedSuccessfully));
        for (var s = 0; s < 60; s++)
            Assert.Equal(2, (await Log.ReadAllAsync($"d.{s}")).Count);
    }

    /// <summary>Any sequence of appends, good and bad ones, leaves in the log what a list of the good ones holds.</summary>
    [Fact]
    public async Task Whatever_is_appended_the_log_is_the_list_of_what_was_acknowledged()
    {
        var run = 0;
        var operations = Gen.Select(Gen.Int[0, 2], Gen.Int[-1, 1], Gen.Int[1, 4], Gen.Int[0, 5], Gen.Int[0, 3]).Array[1, 25];
        // Two at a time: what one appends and what the other does may be of one transaction.
        await Gen.Select(operations, operations).SampleAsync(both => Task.WhenAll(RunAsync($"d.{++run}.", both.Item1), RunAsync($"d.{++run}.", both.Item2)), iter: 20);

        async Task RunAsync(string prefix, (int Stream, int Offset, int Count, int Command, int Clause)[] appends)
        {
            Dictionary<string, List<StoredEvent>> model = [];
            for (var s = 0; s < 3; s++)
                model[(await Log.CreateAsync(prefix + s, StreamKind.Document)).Stream] = [];
            foreach (var (s, offset, count, command, clause) in appends)
                await ApplyAsync(prefix + s, model[prefix + s], offset, count, command, clause);
            foreach (var (stream, events) in model)
            {
                Assert.Equal(events, await Log.ReadAllAsync(stream));
                Assert.Equal(events.Where(e => e.Clause == "c1"), await Log.ReadClauseAsync(stream, "c1", 0));
                Assert.Equal(events.Where(e => e.Clause is null && e.Seq > 2), await Log.ReadClauseAsync(stream, null, 2));
                Assert.Equal(events.Count, (await Log.FindAsync(stream))!.Head);
            }
        }
    }

    private async Task ApplyAsync(string stream, List<StoredEvent> model, int offset, int count, int command, int clause)
    {
        // A small range of command ids, so that some come again; an offset other than 0 is a writer that lost its place.
        var drafts = Enumerable.Range(0, count)
            .Select(i => Draft(clause == 0 ? null : $"c{clause}", command: new Guid(command, (short)i, 0, new byte[8]), payload: clause == 1 ? null : "{}"))
            .ToArray();
        var expected = Math.Max(0, model.Count + offset);
        var hash = expected == 0 ? EventChain.Genesis(stream) : model.Count == 0 ? new byte[32] : model[Math.Min(expected, model.Count) - 1].Hash;
        var events = Seal(stream, expected, hash, drafts);
        try
        {
            await Log.AppendAsync(stream, expected, events);
            model.AddRange(events);
            Assert.Equal(model.Count, expected + count);
        }
        catch (StreamConflictException)
        {
            Assert.NotEqual(model.Count, expected);
        }
        catch (DuplicateCommandException x)
        {
            Assert.Equal(drafts.Select(d => d.Command).Intersect(model.Select(e => e.Command)), x.Commands.Select(c => c.Command));
        }
    }
}
