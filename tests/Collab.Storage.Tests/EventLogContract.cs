using System.Security.Cryptography;
using System.Text;
using Collab.Domain.Events;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests;

/// <summary>What every log promises; each log has a class that runs this.</summary>
public abstract partial class EventLogContract
{
    protected const string Stream = "d.resolution";

    protected abstract IEventLog Log { get; }

    [Fact]
    public async Task A_new_stream_is_empty_and_has_an_epoch_of_its_own()
    {
        var info = await Log.CreateAsync(Stream, StreamKind.Document);
        var other = await Log.CreateAsync("d.other", StreamKind.Document);
        Assert.Equal((Stream, "document", 0L), (info.Stream, info.Kind, info.Head));
        Assert.Equal(EventChain.Genesis(Stream), info.HeadHash.ToArray());
        Assert.Matches("^[0-9a-f]{32}$", info.Epoch);
        Assert.NotEqual(info.Epoch, other.Epoch);
        Assert.Empty(await Log.ReadAllAsync(Stream));
    }

    [Fact]
    public async Task Creating_a_stream_again_answers_the_one_that_is_there()
    {
        var info = await Log.CreateAsync(Stream, StreamKind.Document);
        await Log.AppendNextAsync(Stream, Many(2));
        var again = await Log.CreateAsync(Stream, StreamKind.Document);
        Assert.Equal((info.Epoch, 2), (again.Epoch, again.Head));
        await Assert.ThrowsAsync<ArgumentException>(() => Log.CreateAsync(Stream, StreamKind.Notebook));
        await Assert.ThrowsAsync<ArgumentException>(() => Log.CreateAsync("s.new", "diary"));
    }

    [Fact]
    public async Task Streams_are_listed_by_kind_oldest_first()
    {
        await Log.CreateAsync("d.b", StreamKind.Document);
        await Log.CreateAsync("s.a", StreamKind.Seminar);
        await Log.CreateAsync("d.a", StreamKind.Document);
        await Log.AppendNextAsync("d.a", Many(3));
        var listed = await Log.ListAsync(StreamKind.Document);
        Assert.Equal([("d.b", 0L), ("d.a", 3L)], listed.Select(s => (s.Stream, s.Head)));
        Assert.Equal(listed[1].HeadHash.ToArray(), (await Log.FindAsync("d.a"))!.HeadHash.ToArray());
        Assert.Empty(await Log.ListAsync(StreamKind.Notebook));
    }

    [Fact]
    public async Task Every_kind_of_stream_can_be_made_and_is_found_by_its_kind()
    {
        foreach (var kind in StreamKind.All)
            await Log.CreateAsync($"one.{kind}", kind);
        foreach (var kind in StreamKind.All)
            Assert.Equal([$"one.{kind}"], (await Log.ListAsync(kind)).Select(stream => stream.Stream));
        Assert.Equal(StreamKind.All.Count, StreamKind.All.Distinct().Count());
    }

    [Fact]
    public async Task A_stream_that_is_not_there_is_said_to_be_so()
    {
        Assert.Null(await Log.FindAsync("d.none"));
        await Assert.ThrowsAsync<StreamNotFoundException>(() => Log.AppendAsync("d.none", 0, Seal("d.none", 0, EventChain.Genesis("d.none"), Draft())));
        await Assert.ThrowsAsync<StreamNotFoundException>(() => Log.ReadAsync("d.none", 0, 1));
        await Assert.ThrowsAsync<StreamNotFoundException>(() => Log.ReadClauseAsync("d.none", null, 0));
        await Assert.ThrowsAsync<StreamNotFoundException>(() => Log.FindCommandAsync("d.none", "mira", Guid.NewGuid()));
        await Assert.ThrowsAsync<StreamNotFoundException>(() => Log.ReadSnapshotAsync("d.none"));
        await Assert.ThrowsAsync<StreamNotFoundException>(() => Log.FindSnapshotAsync("d.none"));
        await Assert.ThrowsAsync<StreamNotFoundException>(() => Log.EraseAsync("d.none", [1]));
        await Assert.ThrowsAsync<StreamNotFoundException>(() => Log.SaveSnapshotAsync("d.none", new Snapshot(1, new byte[32], 1, new byte[1])));
    }

    [Fact]
    public async Task What_was_appended_is_read_back_field_by_field()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        var written = await Log.AppendNextAsync(
            Stream,
            Draft(),
            Draft(clause: null, actor: "jonas 😀\0é", payload: null),
            Draft(payload: ""),
            Draft(ordinal: 7) with { Data = ReadOnlyMemory<byte>.Empty, Kind = "Led" },
            Draft(payload: new string('y', 300_000)));
        Assert.Equal(written, await Log.ReadAllAsync(Stream));
        var info = await Log.FindAsync(Stream);
        Assert.Equal(5, info!.Head);
        Assert.Equal(written[^1].Hash.ToArray(), info.HeadHash.ToArray());
    }

    [Fact]
    public async Task Reading_goes_on_after_any_seq_and_stops_at_the_maximum()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        var written = await Log.AppendNextAsync(Stream, Many(10));
        Assert.Equal(written[3..7], await Log.ReadAsync(Stream, 3, 4));
        Assert.Equal(written[..2], await Log.ReadAsync(Stream, 0, 2));
        Assert.Equal(written[9..], await Log.ReadAsync(Stream, 9, 5));
        Assert.Empty(await Log.ReadAsync(Stream, 10, 5));
        Assert.Empty(await Log.ReadAsync(Stream, 99, 5));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Log.ReadAsync(Stream, -1, 5));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Log.ReadAsync(Stream, 0, 0));
    }

    [Fact]
    public async Task Reading_stops_at_so_many_bytes_too_and_gives_one_event_at_least()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        var written = await Log.AppendNextAsync(Stream, [.. Enumerable.Range(0, 6).Select(i => Draft(payload: new string('z', 10_000)) with { Data = ReadOnlyMemory<byte>.Empty })]);
        Assert.Equal(written[1..4], await Log.ReadAsync(Stream, 1, 100, maxBytes: 3 * written[0].Bytes));
        Assert.Equal(written[1..3], await Log.ReadAsync(Stream, 1, 100, maxBytes: 3 * written[0].Bytes - 1));
        Assert.Equal(written[1..2], await Log.ReadAsync(Stream, 1, 100, maxBytes: 1));
        Assert.Equal(written, await Log.ReadAsync(Stream, 0, 100));
    }

    [Fact]
    public async Task Of_two_writers_at_the_same_head_one_is_refused()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        var first = await Log.AppendNextAsync(Stream, Many(2));
        var rival = Seal(Stream, 0, EventChain.Genesis(Stream), Many(3));
        var conflict = await Assert.ThrowsAsync<StreamConflictException>(() => Log.AppendAsync(Stream, 0, rival));
        Assert.Equal((Stream, 0L, 2L), (conflict.Stream, conflict.ExpectedSeq, conflict.Head));
        var ahead = Seal(Stream, 5, first[1].Hash, Draft());
        Assert.Equal(2, (await Assert.ThrowsAsync<StreamConflictException>(() => Log.AppendAsync(Stream, 5, ahead))).Head);
        Assert.Equal(first, await Log.ReadAllAsync(Stream));
    }

    [Fact]
    public async Task A_command_that_is_there_already_is_named_and_nothing_of_the_batch_is_written()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        await Log.CreateAsync("d.other", StreamKind.Document);
        var (a, b) = (Guid.NewGuid(), Guid.NewGuid());
        var written = await Log.AppendNextAsync(Stream, Draft(command: a), Draft(command: b), Draft(command: b, ordinal: 1));
        var duplicate = await Assert.ThrowsAsync<DuplicateCommandException>(() => Log.AppendNextAsync(
            Stream, Draft(), Draft(command: b), Draft(command: b, ordinal: 1), Draft(actor: "jonas", command: a), Draft(command: a)));
        Assert.Equal([new CommandKey("mira", b), new CommandKey("mira", a)], duplicate.Commands);
        Assert.Equal(written, await Log.ReadAllAsync(Stream));

        // The same id of another person, or in another stream, is another command.
        await Log.AppendNextAsync(Stream, Draft(actor: "jonas", command: a));
        await Log.AppendNextAsync("d.other", Draft(command: a));
        Assert.Equal(4, (await Log.FindAsync(Stream))!.Head);
    }

    [Fact]
    public async Task A_batch_that_is_no_chain_is_refused_whole()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        var genesis = EventChain.Genesis(Stream);
        var (good, command) = (Seal(Stream, 0, genesis, Many(3)), Guid.NewGuid());
        await Refused([]);
        await Refused(Seal(Stream, 1, genesis, Draft()));
        await Refused([good[0], good[2]]);
        await Refused([Draft() with { Seq = 1 }]);
        await Refused(Seal("d.other", 0, EventChain.Genesis("d.other"), Draft()));
        await Refused(Seal(Stream, 0, good[2].Hash, Draft()));
        await Refused([good[0], good[1] with { Actor = "jonas" }]);
        await Refused([good[0], good[1] with { Payload = new byte[] { 1 } }]);
        await Refused(Seal(Stream, 0, genesis, Draft(command: command), Draft(command: command)));
        Assert.Equal(0, (await Log.FindAsync(Stream))!.Head);

        Task Refused(StoredEvent[] batch) => Assert.ThrowsAsync<ArgumentException>(() => Log.AppendAsync(Stream, 0, batch));
    }

    [Fact]
    public async Task A_command_is_found_with_its_events_in_ordinal_order()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        var command = Guid.NewGuid();
        var written = await Log.AppendNextAsync(
            Stream, Draft(), Draft(command: command, ordinal: 1), Draft(command: command, ordinal: 0), Draft(actor: "jonas", command: command));
        Assert.Equal([written[2], written[1]], await Log.FindCommandAsync(Stream, "mira", command));
        Assert.Empty(await Log.FindCommandAsync(Stream, "mira", Guid.NewGuid()));
    }

    [Fact]
    public async Task A_clause_is_read_alone_and_the_document_is_a_home_too()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        var written = await Log.AppendNextAsync(Stream, Draft("c1"), Draft(null), Draft("c2"), Draft("c1"), Draft(null), Draft("c1"));
        Assert.Equal([written[0], written[3], written[5]], await Log.ReadClauseAsync(Stream, "c1", 0));
        Assert.Equal([written[5]], await Log.ReadClauseAsync(Stream, "c1", 4));
        Assert.Equal([written[1], written[4]], await Log.ReadClauseAsync(Stream, null, 0));
        Assert.Empty(await Log.ReadClauseAsync(Stream, "c9", 0));
    }

    [Fact]
    public async Task What_was_erased_is_gone_and_the_chain_holds()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        var written = await Log.AppendNextAsync(Stream, Draft(), Draft(payload: null), Draft());
        await Log.SaveSnapshotAsync(Stream, new Snapshot(3, written[2].Hash, 1, "folded"u8.ToArray()));
        await Log.EraseAsync(Stream, [1, 2, 9]);
        await Log.EraseAsync(Stream, [1]);
        var read = await Log.ReadAllAsync(Stream);
        Assert.Equal([written[0] with { Payload = null, Salt = null }, written[1], written[2]], read);
        Assert.Equal([true, false, false], read.Select(e => e.IsErased));
        Assert.Null(await Log.ReadSnapshotAsync(Stream));
        Assert.Single(await Log.FindCommandAsync(Stream, "mira", written[0].Command));
        await Log.AppendNextAsync(Stream, Draft());
    }

    [Fact]
    public async Task A_snapshot_replaces_the_one_before()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        Assert.Null(await Log.ReadSnapshotAsync(Stream));
        Assert.Null(await Log.FindSnapshotAsync(Stream));
        var written = await Log.AppendNextAsync(Stream, Many(4));
        await Log.SaveSnapshotAsync(Stream, new Snapshot(2, written[1].Hash, 1, "two"u8.ToArray()));
        await Log.SaveSnapshotAsync(Stream, new Snapshot(4, written[3].Hash, 3, "four"u8.ToArray()));
        var read = await Log.ReadSnapshotAsync(Stream);
        Assert.Equal(new SnapshotInfo(4, 3), await Log.FindSnapshotAsync(Stream));
        Assert.Equal((4L, 3, "four"), (read!.Seq, read.Format, Encoding.UTF8.GetString(read.Bytes.Span)));
        Assert.Equal(written[3].Hash.ToArray(), read.Hash.ToArray());
    }

    [Fact]
    public async Task A_snapshot_of_another_chain_is_not_answered()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        var written = await Log.AppendNextAsync(Stream, Many(2));
        await Log.SaveSnapshotAsync(Stream, new Snapshot(2, written[0].Hash, 1, "two"u8.ToArray()));
        Assert.Null(await Log.ReadSnapshotAsync(Stream));
        await Log.SaveSnapshotAsync(Stream, new Snapshot(3, written[1].Hash, 1, "three"u8.ToArray()));
        Assert.Null(await Log.ReadSnapshotAsync(Stream));
        Assert.Equal(new SnapshotInfo(3, 1), await Log.FindSnapshotAsync(Stream));
    }

    [Fact]
    public async Task A_text_is_kept_by_its_content()
    {
        var text = "Peace, bread, land: a made-up text."u8.ToArray();
        var hash = await Log.SaveTextAsync(text);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(text)), hash);
        Assert.Equal(hash, await Log.SaveTextAsync(text));
        Assert.Equal(text, (await Log.ReadTextAsync(hash))!.Value.ToArray());
        Assert.Null(await Log.ReadTextAsync(new string('0', 64)));
        var empty = await Log.ReadTextAsync(await Log.SaveTextAsync(Array.Empty<byte>()));
        Assert.Equal(0, empty!.Value.Length);
    }
}
