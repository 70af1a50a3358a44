using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Cluster.Tests.Running;

/// <summary>Somebody who reads and writes by every door at once until they are refused, and remembers what they got.</summary>
/// <param name="after">The seq after which they read.</param>
internal sealed class BusyMember(Person person, Room room, int clause, long after) : IAsyncDisposable
{
    /// <summary>The doors by which they read.</summary>
    public const string Hub = "hub", Stream = "SSE", Pages = "HTTP";

    private readonly HubConnection _hub = person.Hub();
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<string, long> _heard = new() { [Hub] = 0, [Stream] = 0, [Pages] = 0 };
    private readonly ConcurrentBag<long> _written = [];
    private readonly TaskCompletionSource<long> _hubClosed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<long> _streamEnded = Task.FromResult(0L);
    private Task<string>[] _writing = [];
    private Task _reading = Task.CompletedTask;
    private int _operations;

    /// <summary>The last seq that came by each door.</summary>
    public IReadOnlyDictionary<string, long> Heard => _heard;

    /// <summary>The seqs of what they wrote.</summary>
    public IReadOnlyCollection<long> Written => _written;

    /// <summary>Batches and pages read, writes answered.</summary>
    public int Operations => Volatile.Read(ref _operations);

    /// <summary>Begins, and waits until every door has let something through.</summary>
    /// <param name="alive">Makes something happen that they must hear of.</param>
    public async Task StartAsync(Func<Task<long>> alive)
    {
        _hub.Closed += _ =>
        {
            _hubClosed.TrySetResult(Stopwatch.GetTimestamp());
            return Task.CompletedTask;
        };
        await _hub.StartAsync();
        _streamEnded = StreamAsync();
        _reading = Task.WhenAll(WatchAsync(), PageAsync());
        var first = await alive();
        await HearAsync(first);
        _writing = [WriteAsync(WriteOverHubAsync), WriteAsync(WriteOverHttpAsync)];
        await Patience.UntilAsync(() => _written.Count >= _writing.Length, "somebody busy has written");
    }

    /// <summary>Waits until they have heard of an event by every door.</summary>
    public Task HearAsync(long seq) => Patience.UntilAsync(() => _heard.Values.All(heard => heard >= seq), () => $"they hear of {seq}: {string.Join(", ", _heard)}");

    /// <summary>Waits until neither door takes what they write.</summary>
    /// <returns>The code by which each refused; <c>closed</c> where the connection ended.</returns>
    public Task<string[]> RefusedAsync() => Task.WhenAll(_writing).WaitAsync(Patience.Long);

    /// <summary>Waits until both connections are closed.</summary>
    /// <returns>When the later one was; a timestamp of <see cref="Stopwatch"/>.</returns>
    public async Task<long> ClosedAsync()
    {
        var closed = await Task.WhenAll(_hubClosed.Task, _streamEnded).WaitAsync(Patience.Long);
        await _reading.WaitAsync(Patience.Long);
        return closed.Max();
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _hub.DisposeAsync();
        await Task.WhenAll([_reading, _streamEnded, .. _writing]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            await foreach (var batch in _hub.StreamAsync<JsonElement>("Watch", room.Document, after, _over.Token))
                Hear(Hub, batch);
        }
        catch (Exception ended) when (IsEnd(ended))
        {
        }
    }

    private async Task<long> StreamAsync()
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"api/documents/{room.Document}/events?after={after}&presence=true&notebook=true&connection=busy");
            request.Headers.Accept.ParseAdd("text/event-stream");
            using var answer = await person.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _over.Token);
            using var lines = new StreamReader(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(_over.Token));
            var kind = "";
            while (await lines.ReadLineAsync(_over.Token) is { } line)
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal))
                    kind = line;
                else if (line.StartsWith("data: ", StringComparison.Ordinal) && kind == "event: batch")
                    Hear(Stream, JsonElement.Parse(line["data: ".Length..]));
            }
        }
        catch (Exception ended) when (IsEnd(ended))
        {
        }

        return Stopwatch.GetTimestamp();
    }

    private async Task PageAsync()
    {
        while (!_over.IsCancellationRequested)
        {
            try
            {
                Hear(Pages, await person.Http.GetFromJsonAsync<JsonElement>($"api/documents/{room.Document}/events?after={Math.Max(after, _heard[Pages])}", _over.Token));
            }
            catch (Exception ended) when (IsEnd(ended))
            {
                return;
            }
        }
    }

    private void Hear(string door, JsonElement batch)
    {
        Interlocked.Increment(ref _operations);
        _heard[door] = batch.GetProperty("last").GetInt64();
    }

    private async Task<string> WriteAsync(Func<Task<(long Seq, string? Refused)>> write)
    {
        while (true)
        {
            var (seq, refused) = await write();
            Interlocked.Increment(ref _operations);
            if (refused is not null)
                return refused;
            _written.Add(seq);
        }
    }

    private async Task<(long Seq, string? Refused)> WriteOverHubAsync()
    {
        try
        {
            var note = new { document = room.Document, commandId = Guid.NewGuid(), targets = new[] { new { clause = room.Clauses[clause] } }, body = new { text = "over the hub" } };
            return ((await _hub.InvokeAsync<JsonElement>("Annotate", note, _over.Token)).GetProperty("seq").GetInt64(), null);
        }
        catch (HubException refused)
        {
            return (0, refused.Message.Split(':')[0]);
        }
        catch (Exception ended) when (IsEnd(ended))
        {
            return (0, "closed");
        }
    }

    private async Task<(long Seq, string? Refused)> WriteOverHttpAsync()
    {
        try
        {
            using var answer = await person.Http.PostAsJsonAsync($"api/documents/{room.Document}/annotations", room.Note(Guid.NewGuid(), "over HTTP", clause), _over.Token);
            var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync(_over.Token))!;
            return answer.IsSuccessStatusCode ? ((long)said["seq"]!, null) : (0, (string)said["code"]!);
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            return (0, "closed");
        }
    }

    private static bool IsEnd(Exception e) => e is HubException or HttpRequestException or IOException or OperationCanceledException or InvalidOperationException or System.Net.WebSockets.WebSocketException;
}
