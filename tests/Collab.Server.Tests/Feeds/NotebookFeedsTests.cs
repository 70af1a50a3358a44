using System.Text;
using Collab.Contracts.Notebooks;
using Collab.Domain;
using Collab.Server.Feeds;
using Collab.Server.Tests.Commands;
using Collab.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Server.Tests.Feeds;

/// <summary>Private notes live, in time that stands still.</summary>
public sealed class NotebookFeedsTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>For what must happen; nothing is measured by it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Story _story = new();
    private readonly ScriptedNotebook _notebook = new();
    private Observer _document = null!;
    private NotebookFeeds _feeds = null!;
    private IAsyncEnumerator<Batch> _reader = null!;
    private Task<bool> _next = null!;

    public async Task InitializeAsync()
    {
        _document = await Observer.StartAsync(_story);
        _feeds = new NotebookFeeds(ScriptedGrains.Of((typeof(INotebookGrain), _notebook)), _document.Time, NullLogger<NotebookFeeds>.Instance);
        await _feeds.StartAsync(CancellationToken.None);
        _reader = _feeds.WatchAsync(_document.Feed, Story.PersonOf(Story.Annotator), default).GetAsyncEnumerator();
        _next = _reader.MoveNextAsync().AsTask();
        Assert.False(_next.IsCompleted);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _feeds.Dispose();

    [Fact]
    public async Task M259_a_notebook_that_forgot_its_readers_since_its_node_left_is_read_a_second_later()
    {
        _notebook.Knows = false;
        _notebook.Write(_story.Clauses[0], "from the other device");
        _document.Time.Advance(Second);
        await HasAsync("from the other device");
    }

    [Fact]
    public void A_notebook_that_knows_its_readers_is_asked_for_its_state_every_ten_seconds_alone()
    {
        _document.Time.Advance(9 * Second);
        Assert.Equal((1, 9), (_notebook.Observations, _notebook.Renewals));
        _document.Time.Advance(2 * Second);
        Assert.Equal(2, _notebook.Observations);
        Assert.False(_next.IsCompleted);
    }

    [Fact]
    public async Task A_notebook_that_nobody_reads_any_more_is_not_asked()
    {
        using var gone = new CancellationTokenSource();
        await using var other = _feeds.WatchAsync(_document.Feed, Story.PersonOf(Story.Other), default, gone.Token).GetAsyncEnumerator();
        var next = other.MoveNextAsync().AsTask();
        _document.Time.Advance(Second);
        Assert.Equal(2, _notebook.Renewals);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        _document.Time.Advance(Second);
        Assert.Equal(3, _notebook.Renewals);
    }

    [Theory]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(StorageUnavailableException))]
    public async Task M259_what_could_not_be_read_for_a_while_is_read_when_it_can_be(Type failure)
    {
        _notebook.Unreadable = failure == typeof(TimeoutException) ? new TimeoutException() : new StorageUnavailableException("on purpose");
        _notebook.Write(_story.Clauses[0], "during the outage");
        // As RenewAll did every ten seconds of the outage, and a word from the notebook does.
        for (var i = 0; i < 30; i++)
        {
            await _feeds.OnEventsAsync($"{_story.Document}/{Story.Annotator}", []);
            await _notebook.Met.WaitAsync(Patience);
            _document.Time.Advance(Second);
        }

        Assert.False(_next.IsCompleted);
        _notebook.Unreadable = null;
        // It may be about to wait when the time moves.
        for (var seconds = 0; !_next.IsCompleted; seconds++)
        {
            Assert.True(seconds < 100_000, "It is not read again.");
            _document.Time.Advance(Second);
            await Task.Yield();
        }

        await HasAsync("during the outage");
    }

    [Fact]
    public async Task A_notebook_on_a_node_of_the_version_before_is_observed_anew()
    {
        _notebook.CannotRenew = new NotSupportedException("There is no such method.");
        _document.Time.Advance(Second);
        _notebook.Write(_story.Clauses[0], "from the other device");
        _document.Time.Advance(Second);
        await HasAsync("from the other device");
        Assert.Equal(2, _notebook.Observations);
    }

    [Fact]
    public async Task A_page_has_all_that_was_acknowledged_elsewhere_before_it_was_asked_for()
    {
        _notebook.Write(_story.Clauses[0], "through another activation");
        var page = await _feeds.PageAsync(_document.Feed, Story.PersonOf(Story.Annotator), default, 10);
        Assert.Contains("through another activation", Encoding.UTF8.GetString(page.Utf8.Span), StringComparison.Ordinal);
    }

    private async Task HasAsync(string text)
    {
        Assert.True(await _next.WaitAsync(Patience));
        Assert.Contains(text, Encoding.UTF8.GetString(_reader.Current.Utf8.Span), StringComparison.Ordinal);
    }
}
