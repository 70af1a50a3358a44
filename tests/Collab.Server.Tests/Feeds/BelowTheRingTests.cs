using Collab.Server.Feeds;

namespace Collab.Server.Tests.Feeds;

/// <summary>Readers who are further behind than the feed remembers, in a document of notes as long as they may be.</summary>
public sealed class BelowTheRingTests
{
    private static readonly string Person = Story.PersonOf(Story.Other);

    private readonly Story _story = new();

    public BelowTheRingTests()
    {
        for (var i = 0; i < 100; i++)
            _story.Note(Story.Annotator, new string('x', 15_000));
    }

    [Fact]
    public async Task A_reader_who_catches_up_has_read_hardly_more_than_is_sent()
    {
        var observer = await StartAsync();
        var (read, sent) = (observer.Grain.EventsRead, 0);
        for (var at = 0L; at < observer.Feed.View.Head - 8; sent++)
            at = (await observer.Feed.ReadAsync(Person, new Cursor(at)))!.Last;
        // By number alone it was 64 events for each batch, of which four fit.
        Assert.InRange(observer.Grain.EventsRead - read, _story.Head - 8, _story.Head + sent);
    }

    [Fact]
    public async Task Readers_at_the_same_place_share_one_reading_and_the_next_reads_anew()
    {
        var observer = await StartAsync();
        var reads = observer.Grain.Reads.Count;
        var answer = new TaskCompletionSource();
        observer.Grain.SlowRead = answer.Task;
        var readers = Enumerable.Range(0, 50).Select(_ => observer.Feed.ReadAsync(Person, new Cursor(0))).ToList();
        answer.SetResult();
        var batches = await Task.WhenAll(readers);
        Assert.Single(batches.Select(batch => batch!.Last).Distinct());
        Assert.Equal(reads + 1, observer.Grain.Reads.Count);
        await observer.Feed.ReadAsync(Person, new Cursor(0));
        Assert.Equal(reads + 2, observer.Grain.Reads.Count);
    }

    [Fact]
    public async Task One_who_gives_up_waiting_takes_the_reading_from_nobody()
    {
        var observer = await StartAsync();
        var answer = new TaskCompletionSource();
        observer.Grain.SlowRead = answer.Task;
        using var enough = new CancellationTokenSource();
        var (first, second) = (observer.Feed.ReadAsync(Person, new Cursor(0), cancellation: enough.Token), observer.Feed.ReadAsync(Person, new Cursor(0)));
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult();
        Assert.Equal(1, (await second)!.First);
    }

    [Fact]
    public async Task A_feed_that_missed_more_than_one_page_of_bytes_catches_up_with_all_of_it()
    {
        var observer = await StartAsync();
        for (var i = 0; i < 100; i++)
            _story.Note(Story.Annotator, new string('y', 15_000));
        await observer.Feed.CatchUpAsync();
        Assert.Equal(_story.Head, observer.Feed.View.Head);
    }

    [Fact]
    public async Task What_is_read_at_the_beginning_fills_the_ring_however_long_it_is()
    {
        var observer = await StartAsync(new FeedSizes(Ring: 64, Prefill: 64, PageBytes: 64 * 1024));
        var reads = observer.Grain.Reads.Count;
        Assert.NotNull(await observer.Feed.ReadAsync(Person, new Cursor(_story.Head - 64)));
        Assert.Equal(reads, observer.Grain.Reads.Count);
    }

    [Fact]
    public async Task Who_was_up_to_date_and_fell_further_behind_than_is_remembered_is_sent_for_a_snapshot()
    {
        var observer = await StartAsync();
        await using var slow = observer.Feed.WatchAsync(Person, new Cursor(_story.Head)).GetAsyncEnumerator();
        var next = slow.MoveNextAsync();
        Write(observer, 1);
        Assert.True(await next);
        // Now they read nothing for a while.
        Write(observer, Batch.MaxEvents + 1);
        var reads = observer.Grain.Reads.Count;
        Assert.True(await slow.MoveNextAsync());
        Assert.True(slow.Current.IsResync);
        Assert.False(await slow.MoveNextAsync());
        Assert.Equal(reads, observer.Grain.Reads.Count);
    }

    [Fact]
    public async Task Who_begins_far_behind_or_fell_behind_by_a_batch_is_given_every_event()
    {
        var observer = await StartAsync();
        await using var late = observer.Feed.WatchAsync(Person, new Cursor(0)).GetAsyncEnumerator();
        while (await late.MoveNextAsync() && late.Current.Last < observer.Feed.View.Head)
            Assert.False(late.Current.IsResync);
        var next = late.MoveNextAsync();
        Write(observer, Batch.MaxEvents);
        Assert.True(await next);
        Assert.False(late.Current.IsResync);
    }

    private void Write(Observer observer, int notes)
    {
        for (var i = 0; i < notes; i++)
            _story.Note(Story.Annotator, "more");
        observer.Feed.Receive([.. _story.Events.Skip((int)observer.Feed.View.Head)]);
    }

    private Task<Observer> StartAsync(FeedSizes? sizes = null) => Observer.StartAsync(_story, sizes ?? new FeedSizes(Ring: 8, Prefill: 8, PageBytes: 64 * 1024));
}
