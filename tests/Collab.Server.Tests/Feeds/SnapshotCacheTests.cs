using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Feeds;

namespace Collab.Server.Tests.Feeds;

public sealed class SnapshotCacheTests
{
    private readonly Story _story = new();
    private readonly SnapshotCache _cache = new();

    [Fact]
    public async Task A_class_shares_one_snapshot_until_the_head_moves()
    {
        var observer = await Observer.StartAsync(_story);
        var (first, same, other) = (await GetAsync(observer, Story.Annotator), await GetAsync(observer, Story.Other), await GetAsync(observer, Story.Owner));
        Assert.Same(first, same);
        Assert.NotEqual(first.ETag, other.ETag);
        _story.Note(Story.Annotator, "new");
        observer.Feed.Receive(_story.Events);
        var later = await GetAsync(observer, Story.Annotator);
        Assert.NotEqual(first.ETag, later.ETag);
        Assert.Equal(_story.Head, later.Seq);
    }

    [Fact]
    public async Task Of_another_log_the_same_head_has_another_tag()
    {
        var (observer, restored) = (await Observer.StartAsync(_story), await Observer.StartAsync(new Story()));
        Assert.Equal(observer.Feed.View.Head, restored.Feed.View.Head);
        Assert.NotEqual((await GetAsync(observer, Story.Annotator)).ETag, (await GetAsync(restored, Story.Annotator)).ETag);
    }

    [Fact]
    public async Task A_class_without_names_has_a_snapshot_and_a_tag_of_its_own_without_them()
    {
        _story.Note(Story.Annotator, "a word");
        var observer = await Observer.StartAsync(_story);
        var (nameless, again) = (await NamelessAsync(Story.Annotator), await NamelessAsync(Story.Other));
        Assert.Same(nameless, again);
        Assert.NotEqual(nameless.ETag, (await GetAsync(observer, Story.Annotator)).ETag);
        Assert.Contains("a word", Text(nameless));
        Assert.All(new[] { "Ada", "Kofi", "Mei" }, name => Assert.DoesNotContain(name, Text(nameless)));
        Assert.Contains("Kofi", Text(await GetAsync(observer, Story.Annotator)));

        Task<Snapshot> NamelessAsync(string member) =>
            _cache.GetAsync(observer.Feed, observer.Feed.View, observer.Feed.State, new Audience(new ViewClass(ReadsHidden: false, SeesNames: false), member));
    }

    [Fact]
    public async Task Hidden_words_are_in_the_authors_and_the_moderators_snapshot_alone()
    {
        var note = _story.Note(Story.Annotator, "a secret word");
        _story.Hide(note);
        var observer = await Observer.StartAsync(_story);
        Assert.Contains("a secret word", Text(await GetAsync(observer, Story.Annotator)));
        Assert.Contains("a secret word", Text(await GetAsync(observer, Story.Owner)));
        Assert.DoesNotContain("a secret word", Text(await GetAsync(observer, Story.Other)));
        Assert.NotEqual((await GetAsync(observer, Story.Annotator)).ETag, (await GetAsync(observer, Story.Other)).ETag);
    }

    [Fact]
    public async Task The_past_is_shown_by_the_policy_of_now()
    {
        var note = _story.Note(Story.Annotator, "a secret word");
        var at = _story.Head;
        var observer = await Observer.StartAsync(_story);
        Assert.Contains("a secret word", Text(await GetAsync(observer, Story.Other, at)));
        observer.Feed.Receive([_story.Hide(note)]);
        var past = await GetAsync(observer, Story.Other, at);
        Assert.DoesNotContain("a secret word", Text(past));
        Assert.Equal(at, JsonElement.Parse(Text(past)).GetProperty("seq").GetInt64());
        Assert.Contains("a secret word", Text(await GetAsync(observer, Story.Owner, at)));
    }

    [Fact]
    public async Task Every_moment_of_the_past_is_the_fold_up_to_it()
    {
        for (var i = 0; i < 20; i++)
            _story.Note(Story.Annotator, $"note {i}");
        var observer = await Observer.StartAsync(_story);
        foreach (var at in new long[] { 24, 4, 17, 1, 10 })
            Assert.Equal(_story.StateAt(at).Annotations.Count(), JsonElement.Parse(Text(await GetAsync(observer, Story.Owner, at))).GetProperty("annotations").GetArrayLength());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(5)]
    [InlineData(long.MaxValue)]
    public async Task A_moment_that_never_was_is_a_bad_request(long at)
    {
        var observer = await Observer.StartAsync(_story);
        Assert.Equal("bad-request", (await Assert.ThrowsAsync<RefusalException>(() => GetAsync(observer, Story.Owner, at))).Code);
    }

    [Fact]
    public async Task Who_is_no_member_gets_none()
    {
        _story.Remove(Story.Other);
        var observer = await Observer.StartAsync(_story);
        Assert.Equal("not-found", (await Assert.ThrowsAsync<RefusalException>(() => GetAsync(observer, Story.Other))).Code);
        Assert.Equal("not-found", (await Assert.ThrowsAsync<RefusalException>(() => GetAsync(observer, "nobody"))).Code);
    }

    [Fact]
    public async Task Compressed_it_is_the_same()
    {
        var observer = await Observer.StartAsync(_story);
        var snapshot = await GetAsync(observer, Story.Owner);
        Assert.Equal(snapshot.Utf8, Expand(new BrotliStream(new MemoryStream(await snapshot.EncodedAsync("br")), CompressionMode.Decompress)));
        Assert.Equal(snapshot.Utf8, Expand(new GZipStream(new MemoryStream(await snapshot.EncodedAsync("gzip")), CompressionMode.Decompress)));
    }

    [Fact]
    public async Task It_is_made_before_a_page_asks_but_not_while_others_write_nor_while_one_is_being_made()
    {
        var (hand, observer) = (new ByHand(), await Observer.StartAsync(_story));
        var cache = new SnapshotCache(hand);
        _story.Note(Story.Annotator, "a word");
        observer.Feed.Receive(_story.Events);
        Assert.True(PrepareAsync(Story.Annotator).IsCompletedSuccessfully);
        Assert.Equal(0, hand.RunAll(10));

        observer.Time.Advance(DocumentFeed.Quiet);
        await observer.Feed.EnsureFreshAsync(Story.PersonOf(Story.Annotator));
        var preparing = PrepareAsync(Story.Annotator);
        Assert.True(PrepareAsync(Story.Owner).IsCompletedSuccessfully);
        Assert.True(cache.Keeps(observer.Feed, Story.PersonOf(Story.Annotator)));
        Assert.False(cache.Keeps(observer.Feed, Story.PersonOf(Story.Owner)));
        Assert.Equal(1, hand.RunAll(10));
        await preparing;
        await cache.GetAsync(observer.Feed, Story.PersonOf(Story.Annotator));
        Assert.Equal(0, hand.RunAll(10));

        Task PrepareAsync(string member) => cache.PrepareAsync(observer.Feed, Story.PersonOf(member), "identity");
    }

    private Task<Snapshot> GetAsync(Observer observer, string member, long? at = null) => _cache.GetAsync(observer.Feed, Story.PersonOf(member), at);

    private static string Text(Snapshot snapshot) => Encoding.UTF8.GetString(snapshot.Utf8);

    private static byte[] Expand(Stream stream)
    {
        using var output = new MemoryStream();
        using (stream)
            stream.CopyTo(output);
        return output.ToArray();
    }
}
