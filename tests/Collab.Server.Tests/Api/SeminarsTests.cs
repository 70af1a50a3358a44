using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Api;

public sealed class SeminarsTests
{
    [Fact]
    public async Task A_deleted_seminar_is_not_there_for_anybody_any_more_nor_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("collab-test-").FullName;
        try
        {
            string seminar, document, cookie;
            await using (var server = await CollabServer.StartAsync(folder))
            {
                (seminar, var owner, document) = await server.NewSeminarAsync("To be deleted");
                cookie = owner.Cookie!;
                var reader = await server.JoinAsync(Role.Reader, seminar: seminar);
                var secret = ((string)(await InviteAsync(owner, seminar))["url"]!).Split('#')[1];
                Assert.Equal("403 forbidden", await reader.SendAsync(HttpMethod.Delete, $"/api/seminars/{seminar}", new { title = "To be deleted" }).OutcomeAsync());
                Assert.Equal("403 forbidden", await (await owner.WithTokenAsync("moderate")).SendAsync(HttpMethod.Delete, $"/api/seminars/{seminar}", new { title = "To be deleted" }).OutcomeAsync());
                Assert.Equal("400 bad-request", await owner.SendAsync(HttpMethod.Delete, $"/api/seminars/{seminar}", new { title = "Another" }).OutcomeAsync());
                await using var hub = await reader.ConnectAsync();
                var watched = WatchAsync(hub, document);

                Assert.Equal("204", await owner.SendAsync(HttpMethod.Delete, $"/api/seminars/{seminar}", new { title = "To be deleted" }).OutcomeAsync());

                // The stream is refused and the connection closed; which of both they hear of first is chance.
                var over = await Assert.ThrowsAnyAsync<Exception>(() => watched);
                Assert.True(over is not HubException || over.Message.StartsWith("not-found: ", StringComparison.Ordinal), over.Message);
                foreach (var path in new[] { $"/api/seminars/{seminar}", $"/api/seminars/{seminar}/members", $"/api/seminars/{seminar}/documents", $"/api/documents/{document}", $"/api/documents/{document}/events", $"/api/documents/{document}/notebook" })
                {
                    foreach (var person in new[] { owner, reader })
                        Assert.Equal((path, "404 not-found"), (path, await person.GetAsync(path).OutcomeAsync()));
                }

                Assert.Equal("404 not-found", await owner.SendAsync(HttpMethod.Delete, $"/api/seminars/{seminar}", new { title = "To be deleted" }).OutcomeAsync());
                Assert.Equal("404 not-found", await server.Stranger().PostAsync("/api/join", new { secret, displayName = "Late" }).OutcomeAsync());
                Assert.Equal("404 not-found", await owner.PostAsync($"/api/documents/{document}/annotations", new { commandId = Guid.NewGuid(), body = new { text = "late" } }).OutcomeAsync());
                Assert.Empty((await owner.ReadAsync("/api/seminars"))["items"]!.AsArray());
            }

            await using var again = await CollabServer.StartAsync(folder);
            var late = new Participant(again, "Olga Brandt", cookie);
            Assert.Equal("404 not-found", await late.GetAsync($"/api/documents/{document}").OutcomeAsync());
            Assert.Equal("404 not-found", await late.GetAsync($"/api/seminars/{seminar}").OutcomeAsync());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<System.Text.Json.Nodes.JsonObject> InviteAsync(Participant owner, string seminar)
    {
        using var response = await owner.PostAsync($"/api/seminars/{seminar}/invites", new { role = "reader" });
        return await response.JsonAsync();
    }

    private static async Task WatchAsync(HubConnection hub, string document)
    {
        await foreach (var _ in hub.StreamAsync<JsonElement>("Watch", document, 0))
        {
        }
    }
}
