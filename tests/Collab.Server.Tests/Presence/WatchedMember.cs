using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Presence;

/// <summary>A member who is at a point, and an owner who watches where people are: both by the hub.</summary>
internal sealed class WatchedMember : IAsyncDisposable
{
    private readonly CancellationTokenSource _enough = new(TimeSpan.FromSeconds(30));
    private HubConnection _watching = null!;
    private IAsyncEnumerator<JsonElement> _told = null!, _own = null!;

    public required Participant Owner { get; init; }

    public required Participant Member { get; init; }

    public required string Document { get; init; }

    /// <summary>The first clause.</summary>
    public required string Point { get; init; }

    /// <summary>The member's connection.</summary>
    public HubConnection Here { get; private set; } = null!;

    public CancellationToken Enough => _enough.Token;

    public static async Task<WatchedMember> ComeAsync(CollabServer server)
    {
        var (seminar, owner, document) = await server.NewSeminarAsync();
        var member = await server.JoinAsync(Role.Annotator, seminar: seminar);
        var point = (string)(await owner.ReadAsync($"/api/documents/{document}"))["clauses"]!.AsArray()[0]!["id"]!;
        var watched = new WatchedMember { Owner = owner, Member = member, Document = document, Point = point };
        watched._watching = await owner.ConnectAsync();
        watched._told = watched._watching.StreamAsync<JsonElement>("Presence", document, watched.Enough).GetAsyncEnumerator();
        watched.Here = await member.ConnectAsync();
        watched._own = watched.Here.StreamAsync<JsonElement>("Presence", document, watched.Enough).GetAsyncEnumerator();
        Assert.True(await watched._own.MoveNextAsync());
        return watched;
    }

    /// <summary>What the owner is told next of the member that is right, as JSON.</summary>
    public async Task<string> UntilAsync(Predicate<string> right)
    {
        while (await _told.MoveNextAsync())
        {
            var about = _told.Current.GetProperty("people").EnumerateArray().Where(person => person.GetProperty("id").GetString() == Member.Member).Select(person => person.GetRawText()).FirstOrDefault();
            if (about is not null && right(about))
                return about;
        }

        throw new InvalidOperationException("The stream ended.");
    }

    public async ValueTask DisposeAsync()
    {
        await _own.DisposeAsync();
        await Here.DisposeAsync();
        await _told.DisposeAsync();
        await _watching.DisposeAsync();
        _enough.Dispose();
    }
}
