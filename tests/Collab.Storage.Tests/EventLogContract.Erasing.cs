using System.Text;
using Collab.Domain.Events;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests;

/// <summary>What every log promises about erasing.</summary>
public abstract partial class EventLogContract
{
    [Fact]
    public async Task What_was_erased_is_missed_by_every_way_of_reading_and_by_nothing_else()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        var command = Guid.NewGuid();
        var written = await Log.AppendNextAsync(Stream, Draft("c1", command: command), Draft("c2", command: command, ordinal: 1), Draft("c1", actor: "jonas"), Draft(null));
        await Log.EraseAsync(Stream, [1, 4]);

        Assert.Equal([true, false], (await Log.ReadClauseAsync(Stream, "c1", 0)).Select(e => e.IsErased));
        Assert.Equal([true, false], (await Log.FindCommandAsync(Stream, "mira", command)).Select(e => e.IsErased));
        Assert.Equal([true], (await Log.ReadClauseAsync(Stream, null, 0)).Select(e => e.IsErased));
        Assert.Equal([written[1], written[2]], await Log.ReadAsync(Stream, 1, 2));
        Assert.Equal(written[^1].Hash.ToArray(), (await Log.FindAsync(Stream))!.HeadHash.ToArray());
        var all = await Log.ReadAllAsync(Stream);
        Assert.Null(EventChain.Verify(Stream, EventChain.Genesis(Stream), all));
    }

    [Fact]
    public async Task Erasing_no_event_takes_the_snapshot_and_nothing_else()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        await Log.CreateAsync("d.other", StreamKind.Document);
        var written = await Log.AppendNextAsync(Stream, Many(2));
        var other = await Log.AppendNextAsync("d.other", Many(1));
        await Log.SaveSnapshotAsync(Stream, new Snapshot(2, written[1].Hash, 1, "folded"u8.ToArray()));
        await Log.SaveSnapshotAsync("d.other", new Snapshot(1, other[0].Hash, 1, "theirs"u8.ToArray()));
        await Log.EraseAsync(Stream, []);
        Assert.Null(await Log.ReadSnapshotAsync(Stream));
        Assert.Equal(written, await Log.ReadAllAsync(Stream));
        Assert.Equal("theirs", Encoding.UTF8.GetString((await Log.ReadSnapshotAsync("d.other"))!.Bytes.Span));
    }

    [Fact]
    public async Task Much_is_erased_at_once_while_others_append()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        await Log.CreateAsync("d.other", StreamKind.Document);
        await Log.AppendNextAsync(Stream, Many(3000));
        var appending = Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
                await Log.AppendNextAsync("d.other", Draft());
        });
        await Log.EraseAsync(Stream, [.. Enumerable.Range(1, 3000).Where(seq => seq % 3 > 0).Select(seq => (long)seq)]);
        await appending;
        Assert.All(await Log.ReadAllAsync(Stream), e => Assert.Equal(e.Seq % 3 > 0, e.IsErased));
        Assert.DoesNotContain(await Log.ReadAllAsync("d.other"), e => e.IsErased);
    }
}
