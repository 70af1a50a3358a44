using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Browser.Tests.Sessions.Scripted;

/// <summary>A member without a page: a connection to the hub, by which everything is done that pages do.</summary>
internal sealed class SimulatedMember : IAsyncDisposable
{
    private readonly string _document;
    private readonly WireClient _wire;
    private readonly ConcurrentQueue<string> _notes = [];
    private readonly ConcurrentQueue<Task> _retaking = [];
    private readonly HashSet<string> _reacted = [];

    private SimulatedMember(Participant who, string document, WireClient wire) => (Who, _document, _wire) = (who, document, wire);

    public Participant Who { get; }

    public bool Writes => Who.Role != Role.Reader;

    public Trace Trace { get; } = new();

    /// <summary>The notes that it has heard of since it came.</summary>
    public IReadOnlyList<string> Notes => [.. _notes];

    public static async Task<SimulatedMember> SitDownAsync(Uri server, Participant who, string document)
    {
        var member = new SimulatedMember(who, document, await WireClient.ConnectAsync(server, who));
        await member.WatchAsync();
        await member._wire.StreamAsync("Presence", _ => { }, document);
        return member;
    }

    /// <summary>Everything that came to it.</summary>
    public async Task<string> RawAsync()
    {
        await Task.WhenAll(_retaking);
        return string.Join('\n', [.. _wire.Messages, .. Trace.Parts]);
    }

    /// <summary>Does something in the document; answers what the command answers.</summary>
    public Task<JsonElement> DoAsync(string method, object body)
    {
        var argument = JsonSerializer.SerializeToNode(body, JsonSerializerOptions.Web)!.AsObject();
        argument["document"] = _document;
        argument["commandId"] = Guid.NewGuid().ToString();
        return _wire.InvokeAsync(method, argument);
    }

    /// <summary>Writes a note on a point, or on words of it; answers its id.</summary>
    public async Task<string> WriteAsync(string clause, Said said, string? quote = null, string motivation = "commenting", string visibility = "shared")
    {
        JsonObject target = new() { ["clause"] = clause };
        if (quote is not null)
            target["quote"] = new JsonObject { ["exact"] = quote };
        return (await DoAsync("Annotate", new { targets = new[] { target }, body = new { text = said.Text, format = "markdown" }, motivation, visibility })).GetProperty("id").GetString()!;
    }

    /// <summary>Reacts, once to each note.</summary>
    public async Task ReactAsync(string note, string emoji)
    {
        if (_reacted.Add(note))
            await DoAsync("React", new { annotation = note, emoji, on = true });
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_retaking);
        await _wire.DisposeAsync();
        await Who.DisposeAsync();
    }

    private async Task WatchAsync()
    {
        using var answer = await Who.GetAsync($"/api/documents/{_document}");
        var text = await answer.Content.ReadAsStringAsync();
        Trace.AddSnapshot(text);
        var snapshot = JsonElement.Parse(text);
        await _wire.StreamAsync("Watch", Take, _document, $"{snapshot.GetProperty("epoch").GetString()}:{snapshot.GetProperty("seq").GetInt64()}");
    }

    private void Take(JsonElement batch)
    {
        Trace.AddBatch(batch);
        // Who is far behind is told to take a snapshot again.
        if (batch.TryGetProperty("resync", out _))
        {
            _retaking.Enqueue(WatchAsync());
            return;
        }

        foreach (var e in batch.GetProperty("events").EnumerateArray())
        {
            if (e.GetProperty("kind").GetString() == "AnnotationAdded")
                _notes.Enqueue(e.GetProperty("annotation").GetString()!);
        }
    }
}
