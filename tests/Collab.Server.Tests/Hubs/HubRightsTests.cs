using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Hubs;

[Collection(LiveCollection.Name)]
public sealed class HubRightsTests(LiveServer server)
{
    [Fact]
    public async Task N56_a_demoted_moderator_cannot_pin_by_the_same_connection_at_the_first_call()
    {
        var room = await server.OpenRoomAsync();
        var person = await room.JoinAsync(Role.Moderator);
        await using var client = await room.ConnectAsync(person);
        var note = (await room.AnnotateAsync(client, "a note")).GetProperty("id").GetString()!;
        await PinAsync();
        await room.CommandAsync(client, "Unpin", note);
        await room.ChangeRoleAsync(person, Role.Annotator);
        Assert.Equal("forbidden", await HubRefusal.CodeAsync(PinAsync()));

        Task PinAsync() => client.InvokeAsync("Pin", new { document = room.Document, annotation = note, clause = room.Clauses[0], commandId = Guid.NewGuid() });
    }

    [Fact]
    public async Task A_demoted_moderator_no_longer_reads_hidden_words_on_the_same_stream()
    {
        var room = await server.OpenRoomAsync();
        var person = await room.JoinAsync(Role.Moderator);
        await using var owner = await room.ConnectAsync(room.Owner);
        await using var client = await room.ConnectAsync(person);
        var note = (await room.AnnotateAsync(owner, "a secret word")).GetProperty("id").GetString()!;
        await room.CommandAsync(owner, "Hide", note);
        Assert.Contains("a secret word", string.Join('\n', await room.ReadToAsync(client, 0, room.Head)));
        await room.ChangeRoleAsync(person, Role.Annotator);
        await room.Feed.CatchUpAsync();
        Assert.DoesNotContain("a secret word", string.Join('\n', await room.ReadToAsync(client, 0, room.Head)));
    }

    [Fact]
    public async Task N57_a_removed_member_receives_nothing_that_happened_after()
    {
        var room = await server.OpenRoomAsync();
        await using var writer = await room.ConnectAsync(room.Owner);
        for (var round = 0; round < 20; round++)
        {
            var person = await room.JoinAsync(Role.Annotator);
            await using var client = await room.ConnectAsync(person);
            var last = room.Head;
            var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var reading = Task.Run(async () =>
            {
                await foreach (var batch in client.StreamAsync<JsonElement>("Watch", room.Document, last))
                {
                    last = batch.GetProperty("last").GetInt64();
                    began.TrySetResult();
                }
            });
            var writing = Task.WhenAll(Enumerable.Range(0, 5).Select(i => room.AnnotateAsync(writer, $"note {i}")));
            var closed = client.ClosedAsync();
            // Who asks only when they are removed is refused, and their connection is in no document that it would be put out of.
            await began.Task.WaitAsync(TimeSpan.FromSeconds(30));
            await room.RemoveAsync(person);
            // That it takes less than a second RevocationTests says, on what other programs leave of the machine.
            await closed.WaitAsync(TimeSpan.FromSeconds(30));
            await writing;
            await Assert.ThrowsAnyAsync<Exception>(() => reading.WaitAsync(TimeSpan.FromSeconds(30)));
            var removed = (await room.ReadToAsync(writer, 0, room.Head)).Last(e => e.GetProperty("kind").GetString() == "MemberRemoved").GetProperty("seq").GetInt64();
            Assert.True(last < removed, $"Removed at {removed}, but read up to {last}.");
            await using var again = await room.ConnectAsync(person);
            Assert.Equal("not-found", await HubRefusal.CodeAsync(again.StreamAsync<JsonElement>("Watch", room.Document, 0)));
            Assert.Equal("not-found", await HubRefusal.CodeAsync(again.StreamAsync<JsonElement>("Presence", room.Document)));
            Assert.Equal("not-found", await HubRefusal.CodeAsync(room.AnnotateAsync(again, "still here?")));
        }
    }

    [Fact]
    public async Task N47_N48_roles_do_what_the_table_says()
    {
        var room = await server.OpenRoomAsync();
        await using var reader = await room.EnterAsync(Role.Reader);
        await using var annotator = await room.EnterAsync(Role.Annotator);
        await using var owner = await room.ConnectAsync(room.Owner);
        Assert.Equal("forbidden", await HubRefusal.CodeAsync(room.AnnotateAsync(reader, "may I?")));
        var note = (await room.AnnotateAsync(annotator, "a note")).GetProperty("id").GetString()!;
        Assert.Equal("forbidden", await HubRefusal.CodeAsync(room.CommandAsync(annotator, "Hide", note)));
        Assert.Equal("forbidden", await HubRefusal.CodeAsync(annotator.InvokeAsync("Lock", new { document = room.Document, clause = room.Clauses[0], commandId = Guid.NewGuid() })));
        Assert.Equal("forbidden", await HubRefusal.CodeAsync(annotator.InvokeAsync("Pin", new { document = room.Document, annotation = note, clause = room.Clauses[0], commandId = Guid.NewGuid() })));
        Assert.Equal("forbidden", await HubRefusal.CodeAsync(owner.InvokeAsync("Edit", new { document = room.Document, annotation = note, version = 1, body = new { text = "better" }, commandId = Guid.NewGuid() })));
        await owner.InvokeAsync("Lock", new { document = room.Document, clause = room.Clauses[0], commandId = Guid.NewGuid() });
        Assert.Equal("locked", await HubRefusal.CodeAsync(room.AnnotateAsync(annotator, "may I?")));
        await owner.InvokeAsync("Close", new { document = room.Document, commandId = Guid.NewGuid() });
        Assert.Equal("closed", await HubRefusal.CodeAsync(room.AnnotateAsync(annotator, "may I?", 1)));
    }

    [Fact]
    public async Task N11_a_token_does_what_its_scopes_cover_within_its_seminar()
    {
        var (room, other) = (await server.OpenRoomAsync(), await server.OpenRoomAsync());
        await using var reads = await room.ConnectAsync(room.Owner, $"token=1,{room.SeminarId}");
        await using var annotates = await room.ConnectAsync(room.Owner, $"token=2,{room.SeminarId}");
        await using var elsewhere = await room.ConnectAsync(room.Owner, $"token=15,{other.SeminarId}");
        Assert.Equal("forbidden", await HubRefusal.CodeAsync(room.AnnotateAsync(reads, "may I?")));
        var note = (await room.AnnotateAsync(annotates, "a note")).GetProperty("id").GetString()!;
        Assert.NotEmpty(await room.ReadToAsync(reads, 0, room.Head));
        Assert.Equal("forbidden", await HubRefusal.CodeAsync(annotates.StreamAsync<JsonElement>("Watch", room.Document, 0)));
        Assert.Equal("forbidden", await HubRefusal.CodeAsync(room.CommandAsync(annotates, "Hide", note)));
        Assert.Equal("forbidden", await HubRefusal.CodeAsync(annotates.InvokeAsync("Annotate", new { document = room.Document, commandId = Guid.NewGuid(), body = new { text = "a" }, @override = true })));
        Assert.Equal("not-found", await HubRefusal.CodeAsync(room.AnnotateAsync(elsewhere, "may I?")));
        Assert.Equal("not-found", await HubRefusal.CodeAsync(elsewhere.StreamAsync<JsonElement>("Watch", room.Document, 0)));
    }

    [Fact]
    public async Task Where_no_scope_would_help_a_token_is_told_of_the_role()
    {
        var room = await server.OpenRoomAsync();
        await using var annotator = await room.ConnectAsync(await room.JoinAsync(Role.Annotator), $"token=2,{room.SeminarId}");
        await using var owner = await room.ConnectAsync(room.Owner, $"token=2,{room.SeminarId}");
        var (role, scope) = (await RefusalOf(annotator), await RefusalOf(owner));
        Assert.DoesNotContain("scope", role, StringComparison.Ordinal);
        Assert.Contains("scope", scope, StringComparison.Ordinal);

        async Task<string> RefusalOf(HubConnection hub)
        {
            var refused = await Assert.ThrowsAsync<HubException>(() => hub.InvokeAsync("Lock", new { document = room.Document, clause = room.Clauses[0], commandId = Guid.NewGuid() }));
            Assert.Contains("forbidden: ", refused.Message, StringComparison.Ordinal);
            return refused.Message;
        }
    }

    [Fact]
    public async Task N5_the_end_of_a_session_closes_its_connection_within_a_second_and_no_other()
    {
        var room = await server.OpenRoomAsync();
        var person = await room.JoinAsync(Role.Annotator);
        await using var here = await room.ConnectAsync(person, "here");
        await using var elsewhere = await room.ConnectAsync(person, "elsewhere");
        await using var stays = await room.ConnectAsync(person, "stays");
        var closed = here.ClosedAsync();
        server.Credentials.End("here");
        await closed.WithinAsync(TimeSpan.FromSeconds(1));
        closed = elsewhere.ClosedAsync();
        server.Credentials.EndElsewhere("elsewhere");
        await closed.WithinAsync(TimeSpan.FromSeconds(1));
        await room.AnnotateAsync(stays, "still here");
    }

    [Fact]
    public async Task Somebody_who_has_just_joined_can_write_at_once()
    {
        var room = await server.OpenRoomAsync();
        for (var i = 0; i < 10; i++)
        {
            var person = Domain.Identifier.New();
            (await room.Seminar.JoinAsync(person, $"Newcomer {i}", Role.Annotator)).Demand();
            await using var client = await room.ConnectAsync(person);
            await room.AnnotateAsync(client, "hello");
        }
    }
}
