using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Server.Tests.Feeds;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Hubs;

/// <summary>Whoever is removed is put out, and nobody else.</summary>
[Collection(LiveCollection.Name)]
public sealed class RemovalTests(LiveServer server)
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("Watch")]
    [InlineData("WatchNotebook")]
    [InlineData("Presence")]
    [InlineData("At")]
    [InlineData("Annotate")]
    public async Task The_connection_of_a_removed_member_closes_within_a_second_whatever_it_was_used_for(string method)
    {
        var room = await server.OpenRoomAsync();
        var person = await room.JoinAsync(Role.Annotator);
        await using var client = await room.ConnectAsync(person);
        await using var stays = await room.EnterAsync(Role.Annotator);
        await room.AnnotateAsync(stays, "mine");
        await UseAsync(room, person, client, method);
        var closed = client.ClosedAsync();
        await room.RemoveAsync(person);
        await closed.WithinAsync(Promised);
        await room.AnnotateAsync(stays, "still here");
        await using var again = await room.ConnectAsync(person);
        Assert.Equal("not-found", await HubRefusal.CodeAsync(again.StreamAsync<JsonElement>("Watch", room.Document, 0)));
        // To knock where one is nobody closes nothing.
        Assert.Equal(HubConnectionState.Connected, again.State);
    }

    [Fact]
    public async Task In_another_seminar_the_same_person_stays_connected()
    {
        var (room, other) = (await server.OpenRoomAsync(), await server.OpenRoomAsync());
        var person = await room.JoinAsync(Role.Annotator);
        await other.JoinAsync(person, Role.Annotator);
        await using var client = await room.ConnectAsync(person);
        await using var elsewhere = await other.ConnectAsync(person);
        await room.AnnotateAsync(client, "here");
        await other.AnnotateAsync(elsewhere, "there");
        var closed = client.ClosedAsync();
        await room.RemoveAsync(person);
        await closed.WithinAsync(Promised);
        await other.AnnotateAsync(elsewhere, "still there");
    }

    [Theory]
    [InlineData("events", "after=0&presence=true&notebook=true&connection=laptop")]
    [InlineData("notebook/events", "after=0")]
    public async Task The_streams_of_a_removed_member_over_plain_HTTP_end_within_a_second(string path, string query)
    {
        var room = await server.OpenRoomAsync();
        var person = await room.JoinAsync(Role.Annotator);
        await using (var writer = await room.ConnectAsync(person))
            await room.AnnotateAsync(writer, "my own", visibility: "private");
        using var http = server.Http(person);
        await using var stream = await ServerSentEvents.OpenAsync(http, room.Document, query, path: path);
        await stream.ReadAsync();
        var ended = stream.EndAsync();
        await room.RemoveAsync(person);
        await ended.WithinAsync(Promised);
    }

    private static async Task UseAsync(Room room, string person, HubConnection client, string method)
    {
        switch (method)
        {
            case "Annotate":
                await room.AnnotateAsync(client, "a note");
                break;
            case "At":
                await client.InvokeAsync("At", room.Document, room.Clauses[0], null);
                break;
            default:
                var items = client.StreamAsyncCore<JsonElement>(method, method == "Presence" ? [room.Document] : [room.Document, 0]).GetAsyncEnumerator();
                var first = items.MoveNextAsync();
                if (method == "WatchNotebook")
                    await WriteElsewhereAsync();
                Assert.True(await first);
                break;
        }

        async Task WriteElsewhereAsync()
        {
            await using var writer = await room.ConnectAsync(person);
            await room.AnnotateAsync(writer, "my own", visibility: "private");
        }
    }
}
