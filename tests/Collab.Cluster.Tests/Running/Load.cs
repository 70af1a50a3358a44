using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Domain.Tests.Views;
using Collab.Testing.Checking;

namespace Collab.Cluster.Tests.Running;

/// <summary>Writers and readers at work on one document, half of the writers and most of the readers over the hub, the others over HTTP.</summary>
internal sealed class Load : IAsyncDisposable
{
    // What is empty, and what somebody changed without knowing that it was changed: they had given up on that.
    private static readonly string[] Provoked = ["empty-text", "stale"];

    private const int Before = 16;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _stopWriting = new(), _stopReading = new(), _abandon = new();
    private readonly Room _room;
    private readonly Manner _manner;
    private readonly Writer[] _writers;
    private readonly Reader[] _readers;
    private readonly List<JsonElement> _received = [];
    private readonly ConcurrentQueue<(int Reader, JsonObject Snapshot)> _taken = [];
    private readonly ConcurrentQueue<(long Seq, string Hash)> _heads = [];
    private int _looks;
    private Task[] _writing = [], _reading = [];
    private Task _looking = Task.CompletedTask;

    private Load(Room room, Person[] writers, Person[] readers, int seed, Manner manner)
    {
        (_room, _manner) = (room, manner);
        _writers = [.. writers.Select((person, i) => new Writer(person, room, History, $"writer {i}", seed + i, overHub: i % 2 == 0, manner, _abandon.Token))];
        // The first one's events are folded in the end. It is the owner, who sees what the export for the operator shows.
        _readers = [.. readers.Prepend(room.Owner).Select((person, i) => new Reader(person, room.Document, History.Read($"reader {i}"), overHub: i % 5 != 4, keep: i == 0 ? Keep : null, taken: snapshot => _taken.Enqueue((i, snapshot))))];
    }

    public History History { get; } = new();

    public int Answered => _writers.Sum(writer => writer.Answered);

    public int Reconnects => _readers.Sum(reader => reader.Reconnects);

    public static async Task<Load> StartAsync(Room room, int writers, int readers, int seed, Manner? manner = null)
    {
        var load = new Load(room, await room.JoinAsync("annotator", writers), await room.JoinAsync("reader", readers - 1), seed, manner ?? new Manner());
        load._writing = [.. load._writers.Select(writer => Task.Run(() => writer.RunAsync(load._stopWriting.Token)))];
        load._looking = Task.Run(() => load.LookAroundAsync(load._stopWriting.Token));
        load._reading = [.. load._readers.Select(reader => Task.Run(() => reader.RunAsync(load._stopReading.Token)))];
        return load;
    }

    /// <summary>Remembers what the head is now.</summary>
    public async Task SeeHeadAsync()
    {
        var snapshot = await _room.SnapshotAsync();
        _heads.Enqueue(((long)snapshot["seq"]!, (string)snapshot["hash"]!));
    }

    /// <summary>Waits until so many more commands are answered.</summary>
    public async Task AnswersAsync(int more, string when = "")
    {
        var before = Answered;
        await Patience.UntilAsync(() => Answered >= before + more, $"the writers are answered {when}");
    }

    /// <summary>Waits until every writer has been answered what it sent from now on: what was on its way before says nothing.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> ResumedAsync()
    {
        var began = Stopwatch.GetTimestamp();
        await Patience.UntilAsync(() => _writers.All(writer => writer.AnsweredAttempt > began), () => $"every writer is answered again: {string.Join(", ", _writers.Where(writer => writer.AnsweredAttempt <= began).Select(writer => $"{writer.Name} ({string.Join("; ", writer.Attempts.TakeLast(3).Select(attempt => attempt.Lost ?? "refused or unavailable"))})"))}");
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Lets something come about in which nobody is struck, the start of a node, while people write now and then: the processors are for that. Then all are at it again.</summary>
    public async Task CalmlyAsync(Func<Task> what)
    {
        (var usual, _manner.Thinking) = (_manner.Thinking, Manner.Calm);
        await what();
        _manner.Thinking = usual;
        await ResumedAsync();
    }

    /// <summary>Waits until every reader has heard something anew.</summary>
    public async Task HeardAsync()
    {
        var began = Stopwatch.GetTimestamp();
        await Patience.UntilAsync(() => _readers.All(reader => reader.LastHeard > began), "every reader hears what is written");
    }

    /// <summary>Sends readers on until there are some on each node: one that was struck comes back with nobody on it.</summary>
    public async Task SpreadReadersAsync()
    {
        while (_room.Nodes.FirstOrDefault(node => _readers.All(reader => reader.Address != node)) is { } empty)
        {
            var reader = _readers.GroupBy(reader => reader.Address).MaxBy(there => there.Count())!.First();
            while (reader.Address != empty)
            {
                var before = reader.Reconnects;
                reader.Leave();
                await Patience.UntilAsync(() => reader.Reconnects > before, "a reader leaves its node");
                var left = Stopwatch.GetTimestamp();
                await Patience.UntilAsync(() => reader.LastHeard > left, "it hears what is written at another");
            }
        }
    }

    /// <summary>Waits until every reader has given its connection up.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> GivenUpAsync()
    {
        var (began, before) = (Stopwatch.GetTimestamp(), _readers.Select(reader => reader.Reconnects).ToList());
        await Patience.UntilAsync(() => _readers.Zip(before).All(pair => pair.First.Reconnects > pair.Second), "every reader gives its connection up");
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Waits until every reader is where the document is now.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> CaughtUpAsync()
    {
        var (began, head) = (Stopwatch.GetTimestamp(), await _room.HeadAsync());
        await Patience.UntilAsync(() => _readers.All(reader => reader.Trace.Seq >= head), $"every reader is at {head}");
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>How long the reader who waited longest waited between two batches, from a moment on.</summary>
    public TimeSpan LongestSilence(long since) => _readers.Max(reader => reader.LongestSilence(since));

    /// <summary>What was under way at a moment, to be told when it has ended: how many attempts, and how those ended that were told nothing.</summary>
    public (int Count, IReadOnlyList<string> Lost) UnderWay(long at)
    {
        var under = _writers.SelectMany(writer => writer.Attempts).Where(attempt => attempt.Sent < at && attempt.Ended > at).ToList();
        return (under.Count, [.. under.Where(attempt => attempt.Lost is not null).Select(attempt => $"sent {Stopwatch.GetElapsedTime(attempt.Sent, at).TotalMilliseconds:0} ms before, ended {Stopwatch.GetElapsedTime(at, attempt.Ended).TotalMilliseconds:0} ms after: {attempt.Lost}")]);
    }

    /// <summary>A writer looks through the next node for what it was acknowledged last.</summary>
    public Task LookElsewhereAsync() => LookElsewhereAsync(amidFaults: false, CancellationToken.None);

    /// <summary>Lets the writers finish.</summary>
    public async Task StopWritingAsync()
    {
        await _stopWriting.CancelAsync();
        await Task.WhenAll([.. _writing, _looking]);
    }

    /// <summary>Lets the writers finish and the readers catch up.</summary>
    public async Task StopAsync()
    {
        await StopWritingAsync();
        for (var node = 0; node < _room.Nodes.Count; node++)
            await LookElsewhereAsync();
        var head = await LastAsync();
        await Patience.UntilAsync(
            () => _reading.Any(reading => reading.IsFaulted) || _readers.All(reader => reader.Trace.Seq >= head),
            () => $"all readers are at {head}: {string.Join(", ", _readers.Select(reader => $"{reader.Trace.Name} at {reader.Trace.Seq}{reader.LastFailure}"))}");
        await _stopReading.CancelAsync();
        await Task.WhenAll(_reading);
    }

    /// <summary>Everything that the checker needs, from the server that runs now. The load must have been stopped.</summary>
    /// <param name="refusals">What may be refused beside what every load provokes.</param>
    public async Task<Evidence> GatherAsync(int leastAnswered, int leastFaults, params string[] refusals)
    {
        await _room.VerifyAsync();
        await Notebooks.AssertHoldsAsync(_room, _writers, refusals);
        var log = await _room.Owner.EventsAsync(_room.Document);
        var snapshot = await _room.SnapshotAsync();
        var export = await _room.Owner.GetAsync($"api/documents/{_room.Document}/export?format=json");
        var beginning = await _room.SnapshotAsync("?at=1");
        // Where the first reader was sent for a snapshot, what it saw begins with that.
        var seen = _taken.LastOrDefault(taken => taken.Reader == 0).Snapshot ?? beginning;
        return new Evidence
        {
            Operations = History.Operations,
            Readers = History.Readers,
            Reads = History.Reads,
            Log = [.. log.Select(LoggedEvent.Of)],
            Heads = [.. _heads, ((long)snapshot["seq"]!, (string)snapshot["hash"]!), ((long)export["head"]!["seq"]!, (string)export["head"]!["hash"]!)],
            Views = new Dictionary<string, string>
            {
                ["the export"] = View.OfExport(export),
                ["the snapshot"] = View.OfSnapshot(snapshot),
                ["the live view"] = Folded(seen, _received),
                ["the replay"] = Folded(beginning, log),
            }.Concat(_taken.Select((taken, i) => KeyValuePair.Create($"snapshot {i}, that reader {taken.Reader} took", Folded(taken.Snapshot, log)))).ToDictionary(),
            Faults = History.Faults,
            LeastAnswered = leastAnswered,
            LeastFaults = leastFaults,
            LeastReads = 1,
            MayBeRefusedAs = [.. Provoked, .. refusals],
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _stopWriting.CancelAsync();
        await _stopReading.CancelAsync();
        await _abandon.CancelAsync();
        await Task.WhenAll([.. _writing, .. _reading, _looking]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var writer in _writers)
            await writer.DisposeAsync();
        _stopWriting.Dispose();
        _stopReading.Dispose();
        _abandon.Dispose();
    }

    /// <summary>A snapshot and the events after it, as a page folds them.</summary>
    public static JsonObject Fold(JsonObject beginning, IEnumerable<JsonElement> events)
    {
        var state = (JsonObject)beginning.DeepClone();
        state["readsHidden"] = true;
        var model = new ClientModel(state);
        foreach (var e in events.Where(e => e.GetProperty("seq").GetInt64() > model.Seq))
            model.Apply(JsonObject.Create(e)!);
        // Read again: numbers that were set in memory are of one type, those that were read of any.
        return JsonNode.Parse(model.ToSnapshot().ToJsonString())!.AsObject();
    }

    /// <summary>What somebody sees in the end; if what they saw and what came then do not go together, that.</summary>
    private static string Folded(JsonObject beginning, IReadOnlyList<JsonElement> events)
    {
        try
        {
            return View.OfSnapshot(Fold(beginning, events));
        }
        catch (InvalidOperationException apart)
        {
            return apart.Message;
        }
    }

    /// <summary>The head; it may be that a node is behind what another has acknowledged.</summary>
    private async Task<long> LastAsync()
    {
        var known = History.Operations.Select(operation => operation.Seq).Concat(_readers.Select(reader => reader.Trace.Seq)).Max();
        try
        {
            return (long)(await _room.SnapshotAsync($"?atLeast={known}"))["seq"]!;
        }
        catch (HttpRequestException lost) when (lost.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            // It did not come: the checker says what was lost.
            return await _room.HeadAsync();
        }
    }

    /// <summary>While something fails a look may get no answer; an answer must be right.</summary>
    private async Task LookAroundAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await LookElsewhereAsync(amidFaults: true, stop);
                await Task.Delay(BetweenLooks, stop);
            }
            catch (Exception unanswered) when (unanswered is HttpRequestException or IOException or OperationCanceledException or JsonException)
            {
                // Through the next node.
            }
        }
    }

    private async Task LookElsewhereAsync(bool amidFaults, CancellationToken cancellation)
    {
        var look = Interlocked.Increment(ref _looks);
        var (writer, way) = (_writers[look % _writers.Length], _room.Nodes[look / _writers.Length % _room.Nodes.Count]);
        var asked = Stopwatch.GetTimestamp();
        if (History.Operations.LastOrDefault(operation => operation.Actor == writer.Name && operation.Outcome == Outcome.Answered) is not { Seq: var acknowledged })
            return;
        using var elsewhere = writer.Person.At(way);
        // From a little before: a node that is behind would catch up with the cursor by itself.
        var after = Math.Max(0, acknowledged - Before);
        using var answer = await elsewhere.Http.GetAsync($"api/documents/{_room.Document}/events?after={after}&limit={acknowledged - after}&atLeast={acknowledged}", cancellation);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        var code = answer.IsSuccessStatusCode ? null : json.GetProperty("code").GetString();
        if (code == "unavailable" && amidFaults)
            return;
        var shown = code is null ? json.GetProperty("events").EnumerateArray().Select(LoggedEvent.Of).LastOrDefault() : null;
        History.Look(new ViewRead(writer.Name, $"{way.Authority} ({code ?? "200"})", asked, shown?.Seq ?? 0));
        if (shown is not null)
            _heads.Enqueue((shown.Seq, shown.Hash));
    }

    private void Keep(JsonElement e) => _received.Add(e);
}
