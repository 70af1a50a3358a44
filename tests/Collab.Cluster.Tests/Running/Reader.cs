using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Testing.Checking;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Cluster.Tests.Running;

/// <summary>Reads a document for ever, and after a broken connection goes on from where it was.</summary>
/// <param name="keep">Told every event as it arrives.</param>
/// <param name="taken">Told of each snapshot that it takes because it was told to.</param>
internal sealed class Reader(Person person, string document, ReaderTrace trace, bool overHub, Action<JsonElement>? keep = null, Action<JsonObject>? taken = null)
{
    private readonly ConcurrentQueue<long> _arrivals = [];
    private long _lastHeard;
    private CancellationTokenSource? _stay;

    /// <summary>How often it had to connect again.</summary>
    public int Reconnects { get; private set; }

    public ReaderTrace Trace => trace;

    /// <summary>The node that it is on, or tries to reach.</summary>
    public Uri Address => person.Address;

    /// <summary>Why it had to connect again the last time.</summary>
    public string? LastFailure { get; private set; }

    /// <summary>When the last batch arrived; a timestamp of <see cref="Stopwatch"/>.</summary>
    public long LastHeard => Volatile.Read(ref _lastHeard);

    /// <summary>The longest time between two batches, from a moment on.</summary>
    /// <param name="since">A timestamp of <see cref="Stopwatch"/>.</param>
    public TimeSpan LongestSilence(long since)
    {
        List<long> moments = [since, .. _arrivals.Where(arrival => arrival > since)];
        return moments.Zip(moments.Skip(1), (one, next) => Stopwatch.GetElapsedTime(one, next)).DefaultIfEmpty().Max();
    }

    /// <summary>Leaves its node for the next.</summary>
    public void Leave() => Volatile.Read(ref _stay)?.Cancel();

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            // It is not disposed of: whoever sends the reader on may come a moment too late.
            var stay = CancellationTokenSource.CreateLinkedTokenSource(stop);
            Volatile.Write(ref _stay, stay);
            try
            {
                if (trace.IsSentBack)
                    await TakeSnapshotAsync();
                await (overHub ? WatchAsync(stay.Token) : StreamAsync(stay.Token));
                // The snapshot is taken of the node that says so: another may be behind it.
                if (trace.IsSentBack)
                    continue;
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception broken) when (!IsRefused(broken) && (broken is HttpRequestException or IOException or InvalidOperationException or OperationCanceledException or TimeoutException or System.Net.WebSockets.WebSocketException or HubException))
            {
                // The server is gone, or is just coming back.
                LastFailure = $" ({broken.GetType().Name}: {broken.Message})";
            }

            Reconnects++;
            await person.MoveOnAsync();
            await Task.Delay(person.Pause, CancellationToken.None);
        }
    }

    /// <summary>The server answered, and neither that it cannot now, nor the bare 400 that half of a request is answered: nothing that a fault excuses.</summary>
    private static bool IsRefused(Exception broken) => broken switch
    {
        HttpRequestException { StatusCode: { } status } => status is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadRequest),
        // A refusal begins with its code; a greeting that was cut short is told in SignalR's own words.
        HubException refused => refused.Message.Split(':')[0] is var code && !code.Contains(' ', StringComparison.Ordinal) && code != "unavailable",
        _ => false,
    };

    private async Task TakeSnapshotAsync()
    {
        var snapshot = await person.GetAsync($"api/documents/{document}");
        trace.Take(TakenSnapshot.Of(snapshot));
        taken?.Invoke(snapshot);
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        await using var hub = person.Hub();
        await hub.StartAsync(stop);
        await foreach (var batch in hub.StreamAsync<JsonElement>("Watch", document, trace.Cursor, stop))
            Receive(batch);
    }

    private async Task StreamAsync(CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/documents/{document}/events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.TryAddWithoutValidation("Last-Event-ID", trace.Cursor);
        using var answer = await person.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        answer.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(stop));
        var data = "";
        while (await lines.ReadLineAsync(stop).AsTask().WaitAsync(Person.DeadAfter, stop) is { } line)
        {
            // An event is whole with the empty line after it; a connection that breaks before leaves a part.
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                data = line["data: ".Length..];
            else if (line.Length == 0 && data.Length > 0)
            {
                Receive(JsonElement.Parse(data));
                data = "";
            }
        }
    }

    private void Receive(JsonElement batch)
    {
        if (batch.TryGetProperty("resync", out _))
        {
            // Whether it may be told so the checker says.
            trace.SendBack();
            return;
        }

        Volatile.Write(ref _lastHeard, Stopwatch.GetTimestamp());
        _arrivals.Enqueue(LastHeard);
        trace.Add(ReceivedBatch.Of(batch));
        if (keep is null)
            return;
        foreach (var e in batch.GetProperty("events").EnumerateArray())
            keep(e.Clone());
    }
}
