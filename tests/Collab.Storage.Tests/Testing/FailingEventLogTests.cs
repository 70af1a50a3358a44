using Collab.Storage.Testing;
using static Collab.Storage.Tests.Drafts;

namespace Collab.Storage.Tests.Testing;

public sealed class FailingEventLogTests : EventLogContract
{
    private readonly FailingEventLog _log = new(new InMemoryEventLog());

    protected override IEventLog Log => _log;

    [Fact]
    public async Task Faults_strike_one_append_each_in_the_order_they_were_asked_for()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        _log.FailBeforeWrite();
        _log.FailAfterWrite();
        _log.Conflict();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Log.AppendNextAsync(Stream, Draft()));
        Assert.Equal(0, (await Log.FindAsync(Stream))!.Head);
        await Assert.ThrowsAsync<IOException>(() => Log.AppendNextAsync(Stream, Draft()));
        Assert.Equal(1, (await Log.FindAsync(Stream))!.Head);
        await Assert.ThrowsAsync<StreamConflictException>(() => Log.AppendNextAsync(Stream, Draft()));
        Assert.Equal(1, (await Log.FindAsync(Stream))!.Head);
        await Log.AppendNextAsync(Stream, Draft());
        Assert.Equal(4, _log.Appends);
    }

    [Fact]
    public async Task A_held_append_is_written_when_it_is_released()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        var hold = _log.HoldNext();
        var append = Log.AppendNextAsync(Stream, Draft());
        await hold.Reached;
        Assert.Equal(0, (await Log.FindAsync(Stream))!.Head);
        hold.Release();
        await append;
        Assert.Equal(1, (await Log.FindAsync(Stream))!.Head);
    }

    [Fact]
    public async Task While_it_is_down_nothing_is_read_or_written()
    {
        await Log.CreateAsync(Stream, StreamKind.Document);
        _log.Down = new StorageFullException();
        await Assert.ThrowsAsync<StorageFullException>(() => Log.ReadAllAsync(Stream));
        await Assert.ThrowsAsync<StorageFullException>(() => Log.AppendAsync(Stream, 0, Seal(Stream, 0, new byte[32], Draft())));
        _log.Down = null;
        await Log.AppendNextAsync(Stream, Draft());
        Assert.Single(await Log.ReadAllAsync(Stream));
    }
}
