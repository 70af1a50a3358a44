using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Server.Tests.Hubs;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Security;

/// <summary>Whoever says which member they take themselves for is refused as another.</summary>
[Collection(ServerCollection.Name)]
public sealed class AsMemberTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task Over_HTTP_nothing_of_a_document_is_read_or_written_as_another_member()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        var ida = await Server.JoinAsync(Role.Annotator, seminar: seminar);
        foreach (var path in new[] { "", "/notebook", "/events" })
        {
            Assert.Equal("409 another-member", await ida.GetAsync($"/api/documents/{document}{path}?as={owner.Member}").OutcomeAsync());
            Assert.Equal("200", await ida.GetAsync($"/api/documents/{document}{path}?as={ida.Member}").OutcomeAsync());
        }

        var note = new { commandId = Guid.NewGuid(), targets = Array.Empty<object>(), body = new { text = "by Ida" } };
        Assert.Equal("409 another-member", await ida.PostAsync($"/api/documents/{document}/annotations?as={owner.Member}", note).OutcomeAsync());
        Assert.Equal("409 another-member", await ida.PatchAsync($"/api/me?as={owner.Member}", new { displayName = "Somebody", seminar }).OutcomeAsync());
        Assert.Equal("201", await ida.PostAsync($"/api/documents/{document}/annotations?as={ida.Member}", note).OutcomeAsync());
    }

    [Fact]
    public async Task A_connection_to_the_hub_watches_and_writes_nothing_as_another_member()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        var ida = await Server.JoinAsync(Role.Annotator, seminar: seminar);
        await using var wrong = await ida.ConnectAsync($"?as={owner.Member}");
        await using var right = await ida.ConnectAsync($"?as={ida.Member}");

        Assert.Equal("another-member", await HubRefusal.CodeAsync(WriteAsync(wrong)));
        Assert.Equal("another-member", await HubRefusal.CodeAsync(wrong.StreamAsync<JsonElement>("Watch", document, 0)));
        Assert.Equal("another-member", await HubRefusal.CodeAsync(wrong.StreamAsync<JsonElement>("WatchNotebook", document, 0)));
        await WriteAsync(right);

        Task<JsonElement> WriteAsync(HubConnection connection) =>
            connection.InvokeAsync<JsonElement>("Annotate", new { document, commandId = Guid.NewGuid(), targets = Array.Empty<object>(), body = new { text = "by Ida" } });
    }
}
