using System.Text.Json;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Feeds;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Hubs;

/// <summary>A document of three points, and the people in its seminar.</summary>
internal sealed class Room(LiveServer server, DocumentFeed feed, string seminar, string document, string owner)
{
    private int _people;

    public LiveServer Server => server;

    public DocumentFeed Feed => feed;

    public string Document => document;

    /// <summary>The person who owns the seminar.</summary>
    public string Owner => owner;

    public string SeminarId => seminar;

    public string[] Clauses { get; } = [.. feed.State.Header.Clauses.Select(c => c.Id)];

    public ISeminarGrain Seminar => server.Grains.GetGrain<ISeminarGrain>(seminar);

    public long Head => feed.State.Header.Seq;

    /// <summary>A new person in the seminar.</summary>
    public async Task<string> JoinAsync(Role role)
    {
        var person = Identifier.New();
        await JoinAsync(person, role);
        return person;
    }

    /// <summary>The person in this seminar too.</summary>
    public async Task JoinAsync(string person, Role role)
    {
        (await Seminar.JoinAsync(person, $"Reader {Interlocked.Increment(ref _people)}", role)).Demand();
        await feed.CatchUpAsync();
    }

    public async Task ChangeRoleAsync(string person, Role role) =>
        (await Seminar.ChangeRoleAsync(MemberOf(owner), MemberOf(person), role)).Demand();

    public async Task RemoveAsync(string person) => (await Seminar.RemoveMemberAsync(MemberOf(owner), MemberOf(person))).Demand();

    public string MemberOf(string person) => feed.State.Header.MembersByPerson[person];

    public async Task<HubConnection> ConnectAsync(string person, string? session = null)
    {
        var client = server.Client(person, session);
        await client.StartAsync();
        return client;
    }

    /// <summary>A connection of a new person.</summary>
    public async Task<HubConnection> EnterAsync(Role role) => await ConnectAsync(await JoinAsync(role));

    public Task<JsonElement> AnnotateAsync(HubConnection by, string text, int clause = 0, string visibility = "shared") => by.InvokeAsync<JsonElement>("Annotate", new
    {
        document,
        commandId = Guid.NewGuid(),
        targets = new[] { new { clause = Clauses[clause] } },
        body = new { text, format = "markdown" },
        visibility,
    });

    public Task<JsonElement> CommandAsync(HubConnection by, string method, string annotation) =>
        by.InvokeAsync<JsonElement>(method, new { document, annotation, commandId = Guid.NewGuid() });

    /// <summary>Reads batches until one reaches the seq, checking that they follow each other.</summary>
    public async Task<List<JsonElement>> ReadToAsync(HubConnection reader, long after, long seq, object? cursor = null)
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var events = new List<JsonElement>();
        await foreach (var batch in reader.StreamAsync<JsonElement>("Watch", document, cursor ?? after, enough.Token))
        {
            Assert.Equal(after + 1, batch.GetProperty("first").GetInt64());
            after = batch.GetProperty("last").GetInt64();
            events.AddRange(batch.GetProperty("events").EnumerateArray());
            if (after >= seq)
                break;
        }

        return events;
    }
}
