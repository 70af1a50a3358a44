using System.Runtime.CompilerServices;
using Collab.Server.Feeds;

namespace Collab.Server.Tests.Feeds;

/// <summary>What a feed holds after many events and readers, counted by what the garbage collector leaves: SoakTests needs a quarter of an hour to see that something grows.</summary>
public sealed class HeldTests
{
    private const int Many = 1_000, Ring = 2 * Many, Batches = 16;

    private readonly Story _story = new();

    [Fact]
    public async Task Of_batches_from_a_thousand_places_a_few_are_held()
    {
        var observer = await LongAsync();
        var batches = await ReadFromEverywhereAsync(observer);
        Assert.Equal(Many, batches.Count);
        Assert.InRange(await Garbage.LeftOfAsync(batches, Batches), 1, Batches);
        GC.KeepAlive(observer);
    }

    [Fact]
    public async Task Of_a_thousand_readers_who_came_and_went_while_nothing_was_written_nobody_is_held()
    {
        var observer = await LongAsync();
        var readers = await ComeAndGoAsync(observer);
        Assert.Equal(Many, readers.Count);
        Assert.Equal(0, await Garbage.LeftOfAsync(readers));
        // And nothing keeps the feed open.
        observer.Time.Advance(DocumentFeeds.KeepUnused + TimeSpan.FromSeconds(1));
        Assert.True(observer.Feed.TryClose(DocumentFeeds.KeepUnused));
    }

    private async Task<Observer> LongAsync()
    {
        var observer = await Observer.StartAsync(_story, new FeedSizes(Ring));
        var began = (int)_story.Head;
        for (var i = 0; i < Many; i++)
            _story.Note(Story.Annotator, $"Note {i}.");
        observer.Feed.Receive([.. _story.Events.Skip(began)]);
        return observer;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<List<WeakReference>> ReadFromEverywhereAsync(Observer observer)
    {
        List<WeakReference> batches = [];
        for (var behind = 1; behind <= Many; behind++)
            batches.Add(new(await observer.Feed.ReadAsync(Story.PersonOf(Story.Other), new Cursor(_story.Head - behind))));
        return batches;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<List<WeakReference>> ComeAndGoAsync(Observer observer)
    {
        List<WeakReference> readers = [];
        for (var i = 0; i < Many; i++)
        {
            using var leave = new CancellationTokenSource();
            var reader = observer.Feed.WatchAsync(Story.PersonOf(Story.Other), new Cursor(_story.Head), leave.Token).GetAsyncEnumerator(leave.Token);
            readers.Add(new(reader));
            var next = reader.MoveNextAsync();
            Assert.False(next.IsCompleted);
            await leave.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
            await reader.DisposeAsync();
        }

        return readers;
    }
}
