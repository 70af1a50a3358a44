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
    public IAsyncEnumerable<Batch> Watch(string document, JsonElement after, CancellationToken cancellation)
    {
        var cursor = Cursor.Parse(after);
        return Stream(nameof(Watch), document, Right.ReadDocument, (feed, me) => feed.WatchAsync(me.Person, cursor, cancellation), cancellation);
    }

    /// <summary>The same of one's own private notes.</summary>
    [Under(Right.ReadPrivateNote)]
    public IAsyncEnumerable<Batch> WatchNotebook(string document, JsonElement after, CancellationToken cancellation)
    {
        var cursor = Cursor.Parse(after);
        return Stream(nameof(WatchNotebook), document, Right.ReadPrivateNote, (feed, me) => notebooks.WatchAsync(feed, me.Person, cursor, cancellation), cancellation);
    }

    /// <summary>Who is here and where; being here oneself for as long as it runs.</summary>
    [Under(Right.SeePresence)]
    public IAsyncEnumerable<PresenceItem> Presence(string document, CancellationToken cancellation) =>
        Stream(nameof(Presence), document, Right.SeePresence, (feed, me) => presence.WatchAsync(feed, me.Person, Context.ConnectionId, cancellation), cancellation);

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

    private Caller Me => Context.Caller() ?? throw SignIns.Missing;

    /// <summary>What the document gives, counted, and with what it throws translated.</summary>
    private IAsyncEnumerable<T> Stream<T>(string kind, string document, Right right, Func<DocumentFeed, Caller, IAsyncEnumerable<T>> open, CancellationToken cancellation)
    {
        var counts = (StreamCounts)(Context.Items[nameof(StreamCounts)] ??= new StreamCounts());
        return refusals.Relay(async () => open(await OpenAsync(document, right), Me), counts, limits.Value.Watches, kind, Context, cancellation);
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
}
