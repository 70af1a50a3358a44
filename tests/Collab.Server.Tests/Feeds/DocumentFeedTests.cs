using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Collab.Domain;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Server.Feeds;

namespace Collab.Server.Tests.Feeds;

public sealed class DocumentFeedTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Story _story = new();

    [Fact]
    public async Task A_gap_is_asked_for_after_fifty_milliseconds_and_not_before()
    {
        var observer = await Observer.StartAsync(_story);
        var (have, reads) = (_story.Head, observer.Grain.Reads.Count);
        _story.Note(Story.Annotator, "first");
        _story.Note(Story.Annotator, "second");
        observer.Feed.Receive([_story.Events[^1]]);
        observer.Time.Advance(TimeSpan.FromMilliseconds(49));
        Assert.Equal(reads, observer.Grain.Reads.Count);
        Assert.Equal(have, observer.Feed.View.Head);
        var changed = observer.Feed.Changed.Next;
        observer.Time.Advance(TimeSpan.FromMilliseconds(1));
        await changed;
        Assert.Equal(_story.Head, observer.Feed.View.Head);
        Assert.Equal(have, observer.Grain.Reads[reads]);
    }

    [Fact]
    public async Task Batches_that_overtook_each_other_are_put_in_order_without_asking()
    {
        var observer = await Observer.StartAsync(_story);
        var reads = observer.Grain.Reads.Count;
        _story.Note(Story.Annotator, "first");
        _story.Note(Story.Annotator, "second");
        observer.Feed.Receive([_story.Events[^1]]);
        observer.Feed.Receive([_story.Events[^2]]);
        Assert.Equal(_story.Head, observer.Feed.View.Head);
        observer.Time.Advance(TimeSpan.FromMilliseconds(50));
        Assert.Equal(reads, observer.Grain.Reads.Count);
    }

    [Fact]
    public async Task Events_that_come_before_the_state_are_not_lost()
    {
        var observer = new Observer(_story);
        var state = _story.StateAt(_story.Head);
        _story.Note(Story.Annotator, "early");
        observer.Feed.Receive([_story.Events[^1]]);
        observer.Feed.Begin(state, []);
        Assert.Equal(_story.Head, observer.Feed.View.Head);
    }

    [Fact]
    public async Task A_grain_that_has_moved_is_followed_without_its_state_and_what_was_missed_is_read() => await MissAsync(takesUp: true, observations: 1);

    [Fact]
    public async Task A_grain_that_takes_nobody_up_is_observed_anew_and_what_was_missed_is_read() => await MissAsync(takesUp: false, observations: 2);

    private async Task MissAsync(bool takesUp, int observations)
    {
        var observer = await Observer.StartAsync(_story);
        _story.Note(Story.Annotator, "missed");
        (observer.Grain.Knows, observer.Grain.TakesUp) = (false, takesUp);
        observer.Time.Advance(TimeSpan.FromSeconds(10));
        var changed = observer.Feed.Changed.Next;
        observer.Feed.Tend();
        await changed;
        Assert.Equal(observations, observer.Grain.Observations);
        Assert.Equal(_story.Head, observer.Feed.View.Head);
        Assert.Equal(_story.Head, (await ReadAsync(observer, Story.Annotator, _story.Head - 1))!.Last);
    }

    [Fact]
    public async Task An_event_that_comes_while_the_feed_observes_anew_stays()
    {
        var observer = await Observer.StartAsync(_story);
        observer.Grain.Observed = () =>
        {
            _story.Note(Story.Annotator, "meanwhile");
            observer.Feed.Receive([_story.Events[^1]]);
        };
        (observer.Grain.Knows, observer.Grain.TakesUp) = (false, false);
        await using var reader = observer.Feed.WatchAsync(Story.PersonOf(Story.Annotator), new Cursor(_story.Head)).GetAsyncEnumerator(None);
        var next = reader.MoveNextAsync();
        observer.Time.Advance(TimeSpan.FromSeconds(10));
        observer.Feed.Tend();
        Assert.True(await next);
        Assert.False(reader.Current.IsResync);
        await observer.Feed.CatchUpAsync();
        Assert.Equal(_story.Head, observer.Feed.View.Head);
    }

    [Fact]
    public async Task Whoever_asks_while_a_question_is_under_way_gets_the_answer_to_one_of_their_own()
    {
        var observer = await Observer.StartAsync(_story);
        var answered = new TaskCompletionSource();
        observer.Grain.SlowRead = answered.Task;
        var early = observer.Feed.CatchUpAsync();
        while (observer.Grain.SlowRead is not null)
            await Task.Yield();
        _story.Note(Story.Annotator, "after the question");
        var (late, later) = (observer.Feed.CatchUpAsync(), observer.Feed.CatchUpAsync());
        Assert.Same(late, later);
        answered.SetResult();
        await early;
        await late;
        Assert.Equal(_story.Head, observer.Feed.View.Head);
    }

    [Fact]
    public async Task Another_epoch_begins_anew_and_sends_readers_for_a_snapshot()
    {
        var observer = await Observer.StartAsync(_story);
        await using var reader = observer.Feed.WatchAsync(Story.PersonOf(Story.Annotator), new Cursor(_story.Head)).GetAsyncEnumerator(None);
        var next = reader.MoveNextAsync();
        Assert.False(next.IsCompleted);
        observer.Grain.Story = new Story();
        observer.Grain.Knows = false;
        observer.Time.Advance(TimeSpan.FromSeconds(10));
        observer.Feed.Tend();
        Assert.True(await next);
        Assert.True(reader.Current.IsResync);
        Assert.False(await reader.MoveNextAsync());
    }

    [Fact]
    public async Task Batches_hold_at_most_sixty_four_events()
    {
        var observer = await Observer.StartAsync(_story);
        for (var i = 0; i < 100; i++)
            _story.Note(Story.Annotator, "short");
        observer.Feed.Receive(_story.Events);
        var first = (await ReadAsync(observer, Story.Other, 4))!;
        Assert.Equal((5, 68), (first.First, first.Last));
        Assert.Equal(64, Events(first).Count);
        var second = (await ReadAsync(observer, Story.Other, first.Last))!;
        Assert.Equal((69, 104), (second.First, second.Last));
        Assert.Null(await ReadAsync(observer, Story.Other, second.Last));
    }

    [Fact]
    public async Task Batches_hold_at_most_sixty_four_kilobytes_from_the_ring_and_from_the_log()
    {
        for (var i = 0; i < 700; i++)
            _story.Note(Story.Annotator, new string('ж', 8_000));
        var observer = await Observer.StartAsync(_story);
        for (var after = 0L; after < _story.Head;)
        {
            var batch = (await ReadAsync(observer, Story.Other, after))!;
            Assert.InRange(batch.Utf8.Length, 1, Batch.MaxBytes);
            Assert.Equal(after + 1, batch.First);
            Assert.Equal(batch.Last - batch.First + 1, Events(batch).Count);
            after = batch.Last;
        }
    }

    [Fact]
    public async Task An_event_longer_than_a_batch_goes_alone()
    {
        _story.Note(Story.Annotator, new string('"', 40_000));
        _story.Note(Story.Annotator, "short");
        var observer = await Observer.StartAsync(_story);
        var batch = (await ReadAsync(observer, Story.Other, 4))!;
        Assert.Equal((5, 5), (batch.First, batch.Last));
    }

    [Fact]
    public async Task Everyone_of_a_class_at_the_same_cursor_gets_the_same_bytes()
    {
        _story.Note(Story.Annotator, "shared");
        var observer = await Observer.StartAsync(_story);
        var (kofis, meis, adas) = (await ReadAsync(observer, Story.Annotator, 0), await ReadAsync(observer, Story.Other, 0), await ReadAsync(observer, Story.Owner, 0));
        Assert.Same(Array(kofis!), Array(meis!));
        Assert.NotSame(Array(kofis!), Array(adas!));
    }

    [Fact]
    public async Task Hidden_words_are_gone_from_earlier_events_for_all_but_their_author_and_moderators()
    {
        var note = _story.Note(Story.Annotator, "a secret word");
        var observer = await Observer.StartAsync(_story);
        Assert.Contains("a secret word", Text(await ReadAsync(observer, Story.Other, 0)));
        observer.Feed.Receive([_story.Hide(note)]);
        Assert.DoesNotContain("a secret word", Text(await ReadAsync(observer, Story.Other, 0)));
        Assert.Contains("\"withheld\":\"hidden\"", Text(await ReadAsync(observer, Story.Other, 0)));
        Assert.Contains("a secret word", Text(await ReadAsync(observer, Story.Annotator, 0)));
        Assert.DoesNotContain("a secret word", Text(await ReadAsync(observer, Story.Other, 0)));
        Assert.Contains("a secret word", Text(await ReadAsync(observer, Story.Owner, 0)));
        observer.Feed.Receive([_story.Show(note)]);
        Assert.Contains("a secret word", Text(await ReadAsync(observer, Story.Other, 0)));
        observer.Feed.Receive([_story.Tell(Story.Annotator, _story.Clauses[0], new AnnotationDeleted(note))]);
        Assert.DoesNotContain("a secret word", Text(await ReadAsync(observer, Story.Annotator, 0)));
        Assert.DoesNotContain("a secret word", Text(await ReadAsync(observer, Story.Owner, 0)));
    }

    [Fact]
    public async Task Below_the_ring_hidden_words_are_withheld_too()
    {
        var note = _story.Note(Story.Annotator, "a secret word");
        _story.Hide(note);
        for (var i = 0; i < 300; i++)
            _story.Note(Story.Other, "later");
        var observer = await Observer.StartAsync(_story);
        Assert.DoesNotContain("a secret word", Text(await ReadAsync(observer, Story.Other, 0)));
        Assert.Contains("a secret word", Text(await ReadAsync(observer, Story.Annotator, 0)));
        Assert.Contains("a secret word", Text(await ReadAsync(observer, Story.Owner, 0)));
    }

    [Fact]
    public async Task A_new_name_is_shown_with_earlier_events()
    {
        var observer = await Observer.StartAsync(_story);
        Assert.Contains("Kofi", Text(await ReadAsync(observer, Story.Owner, 2)));
        observer.Feed.Receive([_story.Tell(Story.Annotator, null, new MemberRenamed(Story.Annotator), new Words { Name = "Kwame" })]);
        Assert.Contains("\"name\":\"Kwame\"", Text(await ReadAsync(observer, Story.Owner, 2))[..200]);
    }

    [Fact]
    public async Task A_removed_member_gets_nothing_after_the_removal_and_is_told_that_there_is_nothing()
    {
        var observer = await Observer.StartAsync(_story);
        await using var reader = observer.Feed.WatchAsync(Story.PersonOf(Story.Other), new Cursor(_story.Head)).GetAsyncEnumerator(None);
        var next = reader.MoveNextAsync();
        _story.Remove(Story.Other);
        _story.Note(Story.Annotator, "later");
        observer.Feed.Receive(_story.Events);
        Assert.Equal("not-found", (await Assert.ThrowsAsync<RefusalException>(() => next.AsTask().WaitAsync(TimeSpan.FromSeconds(30)))).Code);
    }

    [Fact]
    public async Task N57_in_a_thousand_races_a_removed_member_never_gets_to_the_removal()
    {
        for (var seed = 0; seed < 1_000; seed++)
        {
            var random = new Random(seed);
            var story = new Story();
            var observer = await Observer.StartAsync(story);
            for (var i = random.Next(20); i > 0; i--)
                story.Note(Story.Annotator, "before");
            var removal = story.Remove(Story.Other).Seq;
            for (var i = random.Next(20); i > 0; i--)
                story.Note(Story.Annotator, "after");
            var last = random.Next(5);
            var reading = Task.Run(async () =>
            {
                await foreach (var batch in observer.Feed.WatchAsync(Story.PersonOf(Story.Other), new Cursor(last)))
                    last = (int)batch.Last;
            });
            var events = story.Events.ToArray();
            random.Shuffle(events);
            foreach (var chunk in events.Chunk(1 + random.Next(10)))
                observer.Feed.Receive(chunk);
            Assert.Equal("not-found", (await Assert.ThrowsAsync<RefusalException>(() => reading.WaitAsync(TimeSpan.FromSeconds(30)))).Code);
            Assert.InRange(last, 0, removal - 1);
        }
    }

    [Fact]
    public async Task A_promotion_shows_at_the_next_batch_what_the_new_role_may_read()
    {
        var note = _story.Note(Story.Annotator, "a secret word");
        _story.Hide(note);
        var observer = await Observer.StartAsync(_story);
        Assert.DoesNotContain("a secret word", Text(await ReadAsync(observer, Story.Other, 0)));
        observer.Feed.Receive([_story.Tell(Story.Owner, null, new MemberRoleChanged(Story.Other, Role.Moderator))]);
        Assert.Contains("a secret word", Text(await ReadAsync(observer, Story.Other, 0)));
        observer.Feed.Receive([_story.Tell(Story.Owner, null, new MemberRoleChanged(Story.Other, Role.Reader))]);
        Assert.DoesNotContain("a secret word", Text(await ReadAsync(observer, Story.Other, 0)));
    }

    [Fact]
    public async Task A_stream_covers_every_seq_once_from_any_cursor()
    {
        for (var i = 0; i < 600; i++)
            _story.Note(Story.Annotator, "note");
        var observer = await Observer.StartAsync(_story);
        foreach (var from in new[] { 0L, 1, 63, 64, 343, 344, 345, 603, 604 })
        {
            var (after, told) = (from, 0);
            await using var reader = observer.Feed.WatchAsync(Story.PersonOf(Story.Other), new Cursor(from, _story.Epoch)).GetAsyncEnumerator(None);
            while (after < _story.Head || told++ == 0)
            {
                var next = reader.MoveNextAsync();
                if (after == _story.Head)
                {
                    _story.Note(Story.Annotator, "new");
                    observer.Feed.Receive([_story.Events[^1]]);
                }

                Assert.True(await next);
                Assert.Equal(after + 1, reader.Current.First);
                after = reader.Current.Last;
            }
        }
    }

    [Fact]
    public async Task A_stalled_reader_holds_up_nobody()
    {
        var observer = await Observer.StartAsync(_story);
        await using var stalled = observer.Feed.WatchAsync(Story.PersonOf(Story.Other), new Cursor(0)).GetAsyncEnumerator(None);
        Assert.True(await stalled.MoveNextAsync());
        for (var i = 0; i < 10_000; i++)
        {
            _story.Note(Story.Annotator, "more");
            observer.Feed.Receive([_story.Events[^1]]);
        }

        Assert.Equal(_story.Head, (await ReadAsync(observer, Story.Annotator, _story.Head - 1))!.Last);
        Assert.True(await stalled.MoveNextAsync());
        Assert.Equal(5, stalled.Current.First);
        // As many as fit into what is held for one reader alone.
        Assert.InRange(stalled.Current.Utf8.Length, 20 * 1024, 24 * 1024);
    }

    [Theory]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(Orleans.Runtime.SiloUnavailableException))]
    [InlineData(typeof(OperationCanceledException))]
    public async Task A_document_that_does_not_answer_is_not_shown_past_its_lease(Type failure)
    {
        var observer = await Observer.StartAsync(_story);
        observer.Grain.Failure = (Exception)Activator.CreateInstance(failure)!;
        await observer.Feed.EnsureFreshAsync(Story.PersonOf(Story.Annotator));
        observer.Time.Advance(DocumentFeed.Lease);
        Assert.Equal("unavailable", (await Assert.ThrowsAsync<RefusalException>(() => observer.Feed.EnsureFreshAsync(Story.PersonOf(Story.Annotator)))).Code);
        observer.Grain.Failure = null;
        await observer.Feed.EnsureFreshAsync(Story.PersonOf(Story.Annotator));
    }

    [Fact]
    public async Task Waiting_for_a_seq_asks_for_it_and_gives_up_after_two_seconds()
    {
        var observer = await Observer.StartAsync(_story);
        _story.Note(Story.Annotator, "written through another node");
        var there = observer.Feed.WaitForAsync(_story.Head);
        Assert.False(there.IsCompleted);
        observer.Time.Advance(DocumentFeed.GapPatience);
        await there;
        var never = observer.Feed.WaitForAsync(_story.Head + 1);
        observer.Time.Advance(DocumentFeed.GapPatience);
        observer.Time.Advance(DocumentFeed.Patience);
        Assert.Equal("unavailable", (await Assert.ThrowsAsync<RefusalException>(() => never)).Code);
    }

    [Fact]
    public async Task A_page_after_a_cursor_ahead_of_this_replica_is_read_when_the_document_was_asked()
    {
        var observer = await Observer.StartAsync(_story);
        _story.Note(Story.Annotator, "written through another node");
        var ahead = new Cursor(_story.Head, observer.Feed.State.Header.Epoch);
        Assert.True((await observer.Feed.ReadAsync(Story.PersonOf(Story.Other), ahead))!.IsResync);
        await observer.Feed.EnsureReachedAsync(Story.PersonOf(Story.Other), ahead);
        Assert.Null(await observer.Feed.ReadAsync(Story.PersonOf(Story.Other), ahead));
    }

    [Fact]
    public async Task A_cursor_ahead_of_the_head_is_sent_for_a_snapshot_only_after_the_document_was_asked()
    {
        var observer = await Observer.StartAsync(_story);
        _story.Note(Story.Annotator, "written through another node");
        await using var ahead = observer.Feed.WatchAsync(Story.PersonOf(Story.Other), new Cursor(_story.Head)).GetAsyncEnumerator(None);
        var next = ahead.MoveNextAsync();
        _story.Note(Story.Annotator, "next");
        observer.Feed.Receive(_story.Events);
        Assert.True(await next);
        Assert.False(ahead.Current.IsResync);
        await using var lost = observer.Feed.WatchAsync(Story.PersonOf(Story.Other), new Cursor(_story.Head + 1)).GetAsyncEnumerator(None);
        Assert.True(await lost.MoveNextAsync());
        Assert.True(lost.Current.IsResync);
    }

    internal static Task<Batch?> ReadAsync(Observer observer, string member, long after) => observer.Feed.ReadAsync(Story.PersonOf(member), new Cursor(after));

    internal static string Text(Batch? batch) => Encoding.UTF8.GetString(batch!.Utf8.Span);

    private static List<JsonElement> Events(Batch batch) => [.. JsonElement.Parse(batch.Utf8.Span).GetProperty("events").EnumerateArray()];

    private static byte[] Array(Batch batch) => MemoryMarshal.TryGetArray(batch.Utf8, out var segment) ? segment.Array! : throw new InvalidOperationException();
}
