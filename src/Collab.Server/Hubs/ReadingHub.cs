using System.Runtime.CompilerServices;
using System.Text.Json;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Commands;
using Collab.Server.Feeds;
using Collab.Server.Limits;
using Collab.Server.Presence;
using Collab.Server.Security;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Collab.Server.Hubs;

/// <summary>The live connection of the reading room: streams of what happens, and what the reader does. Rights are read anew at every call and every batch.</summary>
public sealed partial class ReadingHub(DocumentFeeds feeds, NotebookFeeds notebooks, PresenceService presence, CommandDispatcher commands, HubRefusals refusals, IOptions<LimitsOptions> limits) : Hub
{
    public const string Path = "/hub";

    /// <summary>Every event after the cursor, in batches, for ever.</summary>
    /// <param name="after">A seq, or <c>epoch:seq</c>.</param>
    [Under(Right.ReadDocument)]
    public IAsyncEnumerable<Batch> Watch(string document, JsonElement after, CancellationToken cancellation) =>
        refusals.Relay(Counted(nameof(Watch), WatchAsync(document, Cursor.Parse(after), cancellation), cancellation), nameof(Watch), Context, cancellation);

    /// <summary>The same of one's own private notes.</summary>
    [Under(Right.ReadPrivateNote)]
    public IAsyncEnumerable<Batch> WatchNotebook(string document, JsonElement after, CancellationToken cancellation) =>
        refusals.Relay(Counted(nameof(WatchNotebook), WatchNotebookAsync(document, Cursor.Parse(after), cancellation), cancellation), nameof(WatchNotebook), Context, cancellation);

    /// <summary>Who is here and where; being here oneself for as long as it runs.</summary>
    [Under(Right.SeePresence)]
    public IAsyncEnumerable<PresenceItem> Presence(string document, CancellationToken cancellation) =>
        refusals.Relay(Counted(nameof(Presence), PresenceAsync(document, cancellation), cancellation), nameof(Presence), Context, cancellation);

    /// <summary>I read this point; null for none.</summary>
    /// <param name="selection"><c>{start, end}</c> within the point, or null.</param>
    [Under(Right.SeePresence)]
    public async Task At(string document, string? clause, JsonElement selection)
    {
        var feed = await OpenAsync(document, Right.SeePresence);
        await presence.AtAsync(feed, Me.Person, Context.ConnectionId, clause, SelectionRequest.Read(selection, clause), Context.ConnectionAborted);
    }

    /// <summary>I write at this point, or have stopped.</summary>
    [Under(Right.SeePresence)]
    public async Task Typing(string document, string? clause, bool on)
    {
        var feed = await OpenAsync(document, Right.SeePresence);
        await presence.TypingAsync(feed, Me.Person, Context.ConnectionId, clause, on, Context.ConnectionAborted);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        presence.Drop(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }

    private Caller Me => Caller.Of(Context.User) ?? throw SignIns.Missing;

    private async IAsyncEnumerable<Batch> WatchAsync(string document, Cursor after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var feed = await OpenAsync(document, Right.ReadDocument);
        await foreach (var batch in feed.WatchAsync(Me.Person, after, cancellation))
            yield return batch;
    }

    private async IAsyncEnumerable<Batch> WatchNotebookAsync(string document, Cursor after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var feed = await OpenAsync(document, Right.ReadPrivateNote);
        await foreach (var batch in notebooks.WatchAsync(feed, Me.Person, after, cancellation))
            yield return batch;
    }

    private async IAsyncEnumerable<PresenceItem> PresenceAsync(string document, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var feed = await OpenAsync(document, Right.SeePresence);
        await foreach (var item in presence.WatchAsync(feed, Me.Person, Context.ConnectionId, cancellation))
            yield return item;
    }

    /// <summary>The document, if the caller may do that in it.</summary>
    private async Task<DocumentFeed> OpenAsync(string document, Right right)
    {
        var feed = await feeds.DemandAsync(document, Context.ConnectionAborted);
        await commands.DemandAsync(feed, Me, PermissionTable.ActionOf(right), Context.ConnectionAborted);
        Enter(feed);
        return feed;
    }

    private void Enter(DocumentFeed feed) => Context.GetHttpContext()!.Features.GetRequiredFeature<Connection>().Enter(feed);

    private async IAsyncEnumerable<T> Counted<T>(string kind, IAsyncEnumerable<T> stream, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var counts = (StreamCounts)(Context.Items[nameof(StreamCounts)] ??= new StreamCounts());
        counts.Begin(kind, limits.Value.Watches);
        try
        {
            await foreach (var item in stream.WithCancellation(cancellation))
                yield return item;
        }
        finally
        {
            counts.End(kind);
        }
    }
}
