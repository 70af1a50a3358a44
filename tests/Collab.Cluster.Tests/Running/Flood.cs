using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Cluster.Tests.Running;

/// <summary>Somebody who writes over HTTP and over the hub without waiting for answers: as often as is allowed, or many times that.</summary>
internal sealed class Flood : IAsyncDisposable
{
    // By default 50 calls a second to the hub, and 300 writes a minute over HTTP.
    private const int HubCalls = 50, HttpCalls = 5;

    private readonly CancellationTokenSource _over = new();
    private readonly Person _person;
    private readonly string _document;
    private readonly string _clause;
    private readonly HubConnection _hub;
    private Task _writing = Task.CompletedTask;
    private int _sent, _refused, _broken;

    private Flood(Person person, string document, string clause) => (_person, _document, _clause, _hub) = (person, document, clause, person.Hub());

    private static object Body => new { text = "Again!", format = "markdown" };

    private object[] Targets => [new { clause = _clause }];

    /// <summary>How many times as often as is allowed.</summary>
    public int Times { get; set; } = 1;

    public int Sent => Volatile.Read(ref _sent);

    /// <summary>Refused with <c>rate-limited</c>.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Ended otherwise.</summary>
    public int Broken => Volatile.Read(ref _broken);

    public static async Task<Flood> StartAsync(Person person, string document, string clause)
    {
        var flood = new Flood(person, document, clause);
        flood._hub.ServerTimeout = Patience.Long;
        await flood._hub.StartAsync();
        flood._writing = flood.WriteAsync();
        return flood;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _hub.DisposeAsync();
        _over.Dispose();
    }

    private async Task WriteAsync()
    {
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / HttpCalls));
        while (await tick.WaitForNextTickAsync(_over.Token))
        {
            for (var i = 0; i < Times; i++)
            {
                _ = CountAsync(SendAsync);
                for (var call = 0; call < HubCalls / HttpCalls; call++)
                    _ = CountAsync(InvokeAsync);
            }
        }
    }

    private async Task CountAsync(Func<Task<bool>> write)
    {
        Interlocked.Increment(ref _sent);
        try
        {
            if (!await write())
                Interlocked.Increment(ref _refused);
        }
        catch (Exception) when (!_over.IsCancellationRequested)
        {
            Interlocked.Increment(ref _broken);
        }
        catch (Exception)
        {
            // It is over.
        }
    }

    private async Task<bool> SendAsync()
    {
        using var answer = await _person.Http.PostAsJsonAsync($"api/documents/{_document}/annotations", new { commandId = Guid.NewGuid(), targets = Targets, body = Body }, _over.Token);
        if (answer.StatusCode == HttpStatusCode.TooManyRequests && answer.Headers.RetryAfter is not null)
            return false;
        answer.EnsureSuccessStatusCode();
        return true;
    }

    private async Task<bool> InvokeAsync()
    {
        try
        {
            await _hub.InvokeAsync<JsonElement>("Annotate", new { document = _document, commandId = Guid.NewGuid(), targets = Targets, body = Body }, _over.Token);
            return true;
        }
        catch (HubException refused) when (refused.Message.StartsWith("rate-limited", StringComparison.Ordinal))
        {
            return false;
        }
    }
}
