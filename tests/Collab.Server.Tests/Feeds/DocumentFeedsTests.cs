using Collab.Contracts.Documents;
using Collab.Domain;
using Collab.Server.Feeds;
using Collab.Server.Tests.Commands;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Collab.Server.Tests.Feeds;

public sealed class DocumentFeedsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Story.Began);
    private readonly Story _story = new();
    private readonly ScriptedDocument _document;
    private readonly DocumentFeeds _feeds;

    public DocumentFeedsTests()
    {
        _document = new ScriptedDocument(_story);
        _feeds = new DocumentFeeds(ScriptedGrains.Of((typeof(IDocumentGrain), _document)), _time, NullLogger<DocumentFeed>.Instance);
    }

    public void Dispose() => _feeds.Dispose();

    [Fact]
    public async Task All_who_read_a_document_share_one_feed()
    {
        var feeds = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _feeds.OpenAsync(_story.Document)));
        Assert.Single(feeds.Distinct());
        Assert.Equal(1, _document.Observations);
    }

    [Fact]
    public async Task A_feed_that_nobody_uses_is_closed_after_two_minutes_and_one_in_use_is_not()
    {
        await _feeds.StartAsync(CancellationToken.None);
        var feed = (await _feeds.OpenAsync(_story.Document))!;
        var hold = feed.Hold();
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.Same(feed, await _feeds.OpenAsync(_story.Document));
        hold.Dispose();
        _time.Advance(TimeSpan.FromSeconds(119));
        Assert.Same(feed, await _feeds.OpenAsync(_story.Document));
        _time.Advance(TimeSpan.FromSeconds(121));
        Assert.NotSame(feed, await _feeds.OpenAsync(_story.Document));
        Assert.Equal(2, _document.Observations);
    }

    [Fact]
    public async Task Of_a_thousand_documents_that_nobody_uses_any_more_none_is_open()
    {
        await _feeds.StartAsync(CancellationToken.None);
        for (var i = 0; i < 1_000; i++)
            Assert.NotNull(await _feeds.OpenAsync(Identifier.New()));
        Assert.Equal(1_000, _feeds.Count);
        _time.Advance(DocumentFeeds.KeepUnused + TimeSpan.FromSeconds(1));
        Assert.Equal(0, _feeds.Count);
    }

    [Fact]
    public async Task Of_a_closed_feed_nothing_is_kept()
    {
        await _feeds.StartAsync(CancellationToken.None);
        var feed = await OpenForgetfullyAsync();
        _time.Advance(DocumentFeeds.KeepUnused + TimeSpan.FromSeconds(1));
        Assert.Equal(0, await Garbage.LeftOfAsync([feed]));
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private async Task<WeakReference> OpenForgetfullyAsync() => new(await _feeds.OpenAsync(_story.Document));

    [Theory]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(Orleans.Runtime.SiloUnavailableException))]
    [InlineData(typeof(OperationCanceledException))]
    public async Task A_document_that_did_not_answer_is_asked_again_by_the_next_who_opens_it(Type failure)
    {
        _document.Failure = (Exception)Activator.CreateInstance(failure)!;
        Assert.Equal("unavailable", (await Assert.ThrowsAsync<RefusalException>(() => _feeds.OpenAsync(_story.Document))).Code);
        _document.Failure = null;
        Assert.NotNull(await _feeds.OpenAsync(_story.Document));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("../../etc")]
    public async Task What_is_no_id_wakes_no_grain(string document)
    {
        Assert.Null(await _feeds.OpenAsync(document));
        Assert.Equal(0, _document.Observations);
    }
}
