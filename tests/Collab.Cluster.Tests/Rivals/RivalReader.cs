using System.Text.Json;
using Collab.Cluster.Tests.Running;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Server.Feeds;
using Collab.Testing.Checking;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Cluster.Tests.Rivals;

/// <summary>Somebody who reads a document through one cluster, as a node shows it.</summary>
internal sealed class RivalReader : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly DocumentFeeds _feeds;
    private readonly DocumentFeed _feed;
    private readonly string _person;
    private readonly Task _reading;

    private RivalReader(DocumentFeeds feeds, DocumentFeed feed, string person, ReaderTrace trace)
    {
        (_feeds, _feed, _person, Trace) = (feeds, feed, person, trace);
        _reading = Task.Run(ReadAsync);
    }

    public ReaderTrace Trace { get; }

    /// <summary>What the node knows.</summary>
    public DocumentState State => _feed.State;

    public static async Task<RivalReader> BeginAsync(Rival rival, string document, string person, History history)
    {
        var feeds = new DocumentFeeds(rival.Grains, TimeProvider.System, NullLogger<DocumentFeed>.Instance);
        await feeds.StartAsync(CancellationToken.None);
        return new RivalReader(feeds, await feeds.DemandAsync(document), person, history.Read($"the reader at {rival.Name}"));
    }

    /// <summary>Reads up to a seq that is known to be there, and no further.</summary>
    public async Task EndAsync(long head)
    {
        // So that the node asks for what it lacks now, and not only within a second.
        await _feed.EnsureReachedAsync(_person, new Cursor(head)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Patience.UntilAsync(() => _reading.IsCompleted || Trace.Seq >= head, $"{Trace.Name} is at {head}");
        await _stop.CancelAsync();
        await _reading;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _feeds.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
                await ReadOnAsync();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // It has read enough.
        }
    }

    private async Task ReadOnAsync()
    {
        try
        {
            await foreach (var batch in _feed.WatchAsync(_person, Cursor.Parse(Trace.Cursor), _stop.Token))
                Receive(batch);
        }
        catch (RefusalException refused) when (refused.Code == "unavailable")
        {
            // The document has not answered for so long that nothing old may be shown: it is asked again.
        }
    }

    private void Receive(Batch batch)
    {
        if (batch.IsResync)
        {
            var header = State.Header;
            Trace.SendBack();
            Trace.Take(new TakenSnapshot(0, header.Epoch, header.Seq, header.Hash));
            return;
        }

        using var json = JsonDocument.Parse(batch.Utf8);
        Trace.Add(ReceivedBatch.Of(json.RootElement));
    }
}
