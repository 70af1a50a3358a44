using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Collab.Testing.Checking;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Cluster.Tests.Running;

/// <summary>
/// Writes without pause. After an unknown outcome it mostly sends the same command again until it knows, sometimes it gives up. A part of
/// its commands is refused, and one in twenty is a private note: those are a history of their own, since they are in a log of their own.
/// </summary>
/// <param name="abandon">Ends it at once, whatever is unknown then.</param>
internal sealed class Writer(Person person, Room room, History history, string name, int seed, bool overHub, Manner manner, CancellationToken abandon) : IAsyncDisposable
{
    private const int PrivateEvery = 20;

    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(5);

    public string Name => name;

    public Person Person => person;

    /// <summary>What became of its private notes.</summary>
    public History Private { get; } = new();

    private readonly Random _random = new(seed);
    private readonly List<(string Id, int Version)> _own = [];
    private readonly HashSet<string> _reactedTo = [];
    private readonly ConcurrentQueue<(long Sent, long Ended, string? Lost)> _attempts = [];
    private HubConnection? _hub;
    private int _count, _answered;
    private long _attempt;

    /// <summary>Commands that were answered so far, but for private notes.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>When the attempt was sent that was answered last, as a timestamp of <see cref="Stopwatch"/>.</summary>
    public long AnsweredAttempt => Volatile.Read(ref _attempt);

    /// <summary>Every attempt: when it was sent, when it ended, as timestamps of <see cref="Stopwatch"/>, and for one that was told nothing, how it ended.</summary>
    public IReadOnlyCollection<(long Sent, long Ended, string? Lost)> Attempts => _attempts;

    /// <summary>Writes until stopped; then it settles what is under way.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await WriteAsync();
            if (manner.Thinking > 0)
                await Task.Delay(_random.Next(manner.Thinking), CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_hub is not null)
            await _hub.DisposeAsync();
    }

    private async Task WriteAsync()
    {
        var id = Guid.NewGuid();
        var command = Next(id);
        var operation = (command.IsPrivate ? Private : history).Invoke(id.ToString(), name);
        var givesUp = _random.Next(6) == 0 && !manner.Patient;
        using var enough = new CancellationTokenSource(Patience.Long);
        while (!enough.IsCancellationRequested && !abandon.IsCancellationRequested)
        {
            var sent = Stopwatch.GetTimestamp();
            try
            {
                var answer = await (overHub ? InvokeAsync(command) : SendAsync(command));
                operation.Answer(answer.GetProperty("seq").GetInt64());
                Ended(sent, null);
                Volatile.Write(ref _attempt, sent);
                if (command.IsPrivate)
                    return;
                Learn(command, answer);
                Interlocked.Increment(ref _answered);
                return;
            }
            catch (Refused refused) when (refused.Code is not ("unavailable" or "outcome-unknown"))
            {
                operation.Refuse(refused.Code);
                Ended(sent, null);
                return;
            }
            catch (Exception unknown) when (unknown is Refused or HubException or HttpRequestException or IOException or InvalidOperationException or OperationCanceledException or TimeoutException or JsonException or System.Net.WebSockets.WebSocketException)
            {
                // No JSON is the answer to half of a request: 400 and nothing.
                Ended(sent, unknown is Refused { Code: "unavailable" } ? null : $"{(overHub ? "hub" : "HTTP")}: {unknown.GetType().Name}: {unknown.Message}");
                await MoveOnAsync();
                if (givesUp)
                    return;
            }

            await Task.Delay(person.Pause, CancellationToken.None);
        }
    }

    private void Ended(long sent, string? lost) => _attempts.Enqueue((sent, Stopwatch.GetTimestamp(), lost));

    private Request Next(Guid id)
    {
        var text = $"Note {++_count} of {name}: {new string('w', _random.Next(200))}";
        var (choice, own) = (_random.Next(20), _own.Count > 0 ? _random.Next(_own.Count) : -1);
        var body = new Dictionary<string, object> { ["commandId"] = id };
        // Counted and not drawn: each that writes at all has written one.
        if (_count % PrivateEvery == 1)
        {
            (body["targets"], body["body"], body["visibility"]) = (new[] { new { clause = room.Clauses[0] } }, new { text, format = "markdown" }, "private");
            return new("Annotate", HttpMethod.Post, "/annotations", body, -1) { IsPrivate = true };
        }

        if (own >= 0 && choice < 3)
        {
            body["body"] = new { text, format = "markdown" };
            return new("Reply", HttpMethod.Post, $"/annotations/{_own[own].Id}/replies", body, own);
        }

        if (own >= 0 && choice < 6)
        {
            body["version"] = _own[own].Version;
            body["body"] = new { text, format = "markdown" };
            return new("Edit", HttpMethod.Patch, $"/annotations/{_own[own].Id}", body, own);
        }

        // Once for each note: what changes nothing gives no event.
        if (own >= 0 && choice < 8 && _reactedTo.Add(_own[own].Id))
        {
            body["emoji"] = "👍";
            body["on"] = true;
            return new("React", HttpMethod.Post, $"/annotations/{_own[own].Id}/react", body, own);
        }

        body["targets"] = new[] { new { clause = room.Clauses[_random.Next(room.Clauses.Count)] } };
        body["body"] = new { text = choice == 8 ? " " : text, format = "markdown" };
        return new("Annotate", HttpMethod.Post, "/annotations", body, -1);
    }

    private void Learn(Request command, JsonElement answer)
    {
        if (command.Method == "Edit")
            _own[command.Own] = (_own[command.Own].Id, _own[command.Own].Version + 1);
        else if (command.Method == "Annotate")
            _own.Add((answer.GetProperty("id").GetString()!, 1));
    }

    private async Task<JsonElement> SendAsync(Request command)
    {
        using var request = new HttpRequestMessage(command.Verb, $"api/documents/{room.Document}{command.Path}") { Content = JsonContent.Create(command.Body) };
        using var enough = Enough();
        using var answer = await person.Http.SendAsync(request, enough.Token);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(enough.Token);
        return answer.IsSuccessStatusCode ? json : throw new Refused(json.GetProperty("code").GetString()!);
    }

    // The next attempt goes to another node, where there is one; over a new connection in any case, since this one may be dead.
    private async Task MoveOnAsync()
    {
        await person.MoveOnAsync();
        if (_hub is not null)
            await _hub.DisposeAsync();
        _hub = null;
    }

    private CancellationTokenSource Enough()
    {
        var enough = CancellationTokenSource.CreateLinkedTokenSource(abandon);
        enough.CancelAfter(Answer);
        return enough;
    }

    private async Task<JsonElement> InvokeAsync(Request command)
    {
        using var enough = Enough();
        if (_hub is null || _hub.State != HubConnectionState.Connected)
        {
            if (_hub is not null)
                await _hub.DisposeAsync();
            _hub = person.Hub();
            await _hub.StartAsync(enough.Token);
        }

        var body = new Dictionary<string, object>(command.Body) { ["document"] = room.Document };
        if (command.Own >= 0)
            body["annotation"] = _own[command.Own].Id;
        try
        {
            return await _hub.InvokeAsync<JsonElement>(command.Method, body, enough.Token);
        }
        catch (HubException refused)
        {
            throw new Refused(refused.Message.Split(':')[0]);
        }
    }

    /// <param name="Own">The index of the own note that it is about; -1 for none.</param>
    private sealed record Request(string Method, HttpMethod Verb, string Path, Dictionary<string, object> Body, int Own)
    {
        public bool IsPrivate { get; init; }
    }

    private sealed class Refused(string code) : Exception
    {
        public string Code => code;
    }
}
