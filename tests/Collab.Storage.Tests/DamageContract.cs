using System.Text;
using Collab.Domain.Events;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests;

/// <summary>What every storage promises of damage in its tables: it is found at its seq and never served.</summary>
public abstract partial class DamageContract : IDisposable
{
    private const string Stream = "d.resolution";

    private readonly Place _place;
    private IStorage _storage;

    protected DamageContract(Place place) => (_place, _storage) = (place, place.Open());

    protected IEventLog Log => _storage.Log;

    protected Place Place => _place;

    /// <summary>What a column holds after the damage; null stands for nothing at all.</summary>
    public static TheoryData<string, string?> Columns => new()
    {
        { "clause", "c2" }, { "clause", null }, { "actor", "jonas" }, { "actor", "\u00ff" }, { "kind", "AnnotationHidden" }, { "ordinal", "9" }, { "at", "at + 1" }, { "at", "-1" },
        { "command", "random" }, { "data", "{}" }, { "payload", "{}" }, { "payload", null }, { "salt", "another salt of 1" }, { "salt", null },
        { "digest", "another digest of thirty-two byt" }, { "digest", null }, { "hash", "another hash of thirty-two bytes" }, { "hash", "x" },
    };

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task Whatever_column_is_changed_the_damage_is_found_at_its_seq(string column, string? value)
    {
        var written = await WriteFiveAsync();
        _place.Change($"UPDATE events SET {column} = {Value(column, value)} WHERE stream = 1 AND seq = 3");
        await DamagedAtAsync(3, () => Log.ReadAllAsync(Stream));
        await DamagedAtAsync(3, () => Log.ReadAsync(Stream, 2, 1));
        Assert.Equal(written[..2], await Log.ReadAsync(Stream, 0, 2));
        if (column is not "clause")
            await DamagedAtAsync(3, () => Log.ReadClauseAsync(Stream, "c1", 0));
        if (column is not ("actor" or "command"))
            await DamagedAtAsync(3, () => Log.FindCommandAsync(Stream, "mira", written[2].Command));
        Assert.Equal(2, (await Log.ReadAllAsync("d.other")).Count);
    }

    [Theory]
    [InlineData("DELETE FROM events WHERE stream = 1 AND seq = 3")]
    [InlineData("UPDATE events SET seq = 99 WHERE stream = 1 AND seq = 3")]
    [InlineData("UPDATE events SET stream = 2 WHERE stream = 1 AND seq = 3")]
    public async Task A_row_that_is_gone_from_the_middle_is_missed(string change)
    {
        await WriteFiveAsync();
        _place.Change("DELETE FROM events WHERE stream = 2");
        _place.Change(change);
        await DamagedAtAsync(3, () => Log.ReadAllAsync(Stream));
        await DamagedAtAsync(3, () => Log.ReadAsync(Stream, 3, 1));
        await DamagedAtAsync(3, () => Log.ReadClauseAsync(Stream, "c1", 3));
    }

    [Fact]
    public async Task A_lost_tail_is_missed_though_what_is_left_is_a_whole_chain_and_nothing_is_written_behind_the_gap()
    {
        var written = await WriteFiveAsync();
        _place.Change("DELETE FROM events WHERE stream = 1 AND seq > 3");
        await TailIsMissedAsync();
        Reopen();
        await TailIsMissedAsync();
        await Assert.ThrowsAsync<DamagedStreamException>(() => Log.AppendNextAsync(Stream, Draft()));
        Assert.Equal(2, (await Log.ReadAllAsync("d.other")).Count);
        await Log.AppendNextAsync("d.other", Draft());

        async Task TailIsMissedAsync()
        {
            await DamagedAtAsync(4, () => Log.ReadAllAsync(Stream));
            await DamagedAtAsync(4, () => Log.ReadAsync(Stream, 3, 9));
            Assert.Equal(written[..3], await Log.ReadAsync(Stream, 0, 3));
        }
    }

    [Fact]
    public async Task Rows_that_changed_places_are_found()
    {
        await WriteFiveAsync();
        _place.Change("UPDATE events SET seq = -seq WHERE stream = 1 AND seq IN (2, 4)");
        _place.Change("UPDATE events SET seq = 6 + seq WHERE stream = 1 AND seq < 0");
        await DamagedAtAsync(2, () => Log.ReadAllAsync(Stream));
    }

    [Fact]
    public async Task A_damaged_snapshot_is_not_answered_and_a_damaged_text_is_named()
    {
        var written = await WriteFiveAsync();
        await Log.SaveSnapshotAsync(Stream, new Snapshot(5, written[4].Hash, 1, "five"u8.ToArray()));
        var text = await Log.SaveTextAsync("a text"u8.ToArray());
        _place.Change($"UPDATE snapshots SET bytes = {_place.Literal([0])}; UPDATE texts SET bytes = {_place.Literal([0])}");
        Assert.Null(await Log.ReadSnapshotAsync(Stream));
        var damaged = await Assert.ThrowsAsync<DamagedTextException>(() => Log.ReadTextAsync(text));
        Assert.Equal(text, damaged.Hash);
        await Log.SaveTextAsync("a text"u8.ToArray());
        Assert.NotNull(await Log.ReadTextAsync(text));
    }

    public void Dispose()
    {
        _storage.Dispose();
        _place.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes it and opens it again.</summary>
    /// <param name="between">What happens to it meanwhile.</param>
    protected void Reopen(Action? between = null)
    {
        _storage.Dispose();
        between?.Invoke();
        _storage = _place.Open();
    }

    protected static async Task DamagedAtAsync(long seq, Func<Task> read)
    {
        var damaged = await Assert.ThrowsAsync<DamagedStreamException>(read);
        Assert.Equal((Stream, seq), (damaged.Stream, damaged.Seq));
    }

    protected async Task<StoredEvent[]> WriteFiveAsync()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        await Log.CreateAsync("d.other", StreamKind.Document);
        await Log.AppendNextAsync("d.other", Many(2));
        return await Log.AppendNextAsync(Stream, Many(5));
    }

    /// <summary>A literal of the column's own type.</summary>
    protected abstract string Text(string text);

    /// <summary>Another command's id.</summary>
    protected abstract string AnyCommand { get; }

    private string Value(string column, string? value) => (column, value) switch
    {
        (_, null) => "NULL",
        ("ordinal" or "at", _) => value,
        ("command", _) => AnyCommand,
        ("clause" or "actor" or "kind", _) => Text(value),
        _ => _place.Literal(Encoding.UTF8.GetBytes(value)),
    };
}
