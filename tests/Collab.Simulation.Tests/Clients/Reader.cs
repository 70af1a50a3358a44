using System.Text.Json;
using Collab.Domain;
using Collab.Server.Feeds;
using Collab.Simulation.Tests.Cluster;
using Collab.Testing.Checking;

namespace Collab.Simulation.Tests.Clients;

/// <summary>Reads the document for ever, and after a broken link goes on from where it was, through another node perhaps.</summary>
internal sealed class Reader(SimulatedCluster cluster, History history, string name, string member, double slowness)
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromMilliseconds(250);

    private Link? _link;
    private int _beginnings;

    public ReaderTrace Trace { get; private set; } = history.Read(name);

    public int Resyncs { get; private set; }

    /// <summary>The link is cut; what was on its way is lost.</summary>
    public bool Cut()
    {
        var was = _link is { IsCut: false };
        _link?.Cut();
        return was;
    }

    public async Task RunAsync(Func<bool> isOver)
    {
        while (!isOver())
        {
            if (cluster.AnyNode() is { } node)
                await ReadAsync(node, isOver);
            await Task.Delay(cluster.World.Between(5, 500), cluster.Clients.Clock);
        }
    }

    private async Task ReadAsync(Node node, Func<bool> isOver)
    {
        var link = _link = new Link();
        var cursor = Trace.Cursor;
        cluster.Network.Send(cluster.Clients, node.Machine, () => _ = ServeAsync(node, link, cursor));
        Watch(node, link, isOver);
        await link.Ended;
    }

    private void Watch(Node node, Link link, Func<bool> isOver) => cluster.World.After(Watchdog, () =>
    {
        // A link that says nothing for long enough is given up.
        if (isOver() || node.Machine.IsDead || node.Machine.IsFrozen || !link.IsHeard)
            link.Cut();
        if (!link.IsCut)
            Watch(node, link, isOver);
    });

    // On the node.
    private async Task ServeAsync(Node node, Link link, string cursor)
    {
        link.Hear();
        try
        {
            var feed = await node.Feeds.DemandAsync(cluster.Document);
            await foreach (var batch in feed.WatchAsync(People.PersonOf(member), Cursor.Parse(cursor)))
            {
                if (link.IsCut)
                    return;
                await cluster.Network.CallAsync(node.Machine, cluster.Clients, () => ReceiveAsync(link, batch));
            }
        }
        catch (Exception failure) when (failure is RefusalException or TimeoutException or Collab.Storage.StorageUnavailableException or IOException)
        {
            // A lost batch ends the link: nothing after it may arrive.
        }

        link.Cut();
    }

    private async Task<bool> ReceiveAsync(Link link, Batch batch)
    {
        if (slowness > 0)
            await Task.Delay(cluster.World.Between(0, slowness), cluster.Clients.Clock);
        if (link.IsCut || link != _link)
            return false;
        if (batch.IsResync)
            Resync();
        else
            Trace.Add(Decode(batch.Utf8.Span));
        return true;
    }

    // Its beginning is where it was: what it has is kept, and nothing of it may have been another's.
    private void Resync()
    {
        Resyncs++;
        Trace = history.Read($"{name}, begun again {++_beginnings}", 0);
    }

    private static ReceivedBatch Decode(ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8);
        var (epoch, first, last, events) = ("", 0L, 0L, new List<LoggedEvent>());
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("epoch"u8))
                epoch = Text(ref json);
            else if (json.ValueTextEquals("first"u8))
                first = Number(ref json);
            else if (json.ValueTextEquals("last"u8))
                last = Number(ref json);
            else if (json.ValueTextEquals("events"u8))
                Events(ref json, events);
            else
                json.Skip();
        }

        return new ReceivedBatch(epoch, first, last, events);
    }

    private static void Events(ref Utf8JsonReader json, List<LoggedEvent> events)
    {
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            var (seq, command, kind, hash) = (0L, "", "", "");
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("seq"u8))
                    seq = Number(ref json);
                else if (json.ValueTextEquals("command"u8))
                    command = Text(ref json);
                else if (json.ValueTextEquals("kind"u8))
                    kind = Text(ref json);
                else if (json.ValueTextEquals("hash"u8))
                    hash = Text(ref json);
                else
                    json.Skip();
            }

            events.Add(new LoggedEvent(seq, command, kind, hash));
        }
    }

    private static string Text(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetString()!;
    }

    private static long Number(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetInt64();
    }
}
