using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Server.Hubs;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Hypothesis;

/// <summary>Who writes is shown what they wrote, and by writing nothing else.</summary>
public sealed partial class HypothesisTests
{
    [Fact]
    public async Task M248_what_changes_nothing_of_anothers_note_is_refused_and_shows_a_token_that_does_not_read_none()
    {
        const string Words = "whispered-words", Hidden = "hidden-words", Private = "private-words";
        var (seminar, owner, document) = await Server.NewSeminarAsync("Hypothesis", First);
        var (ana, ben) = (await Server.JoinAsync(Role.Annotator, "Ana", seminar), await Server.JoinAsync(Role.Annotator, "Ben", seminar));
        var (open, hidden, kept) = (await ana.AnnotateAsync(document, Words), await ana.AnnotateAsync(document, Hidden), await ana.AnnotateAsync(document, Private, isPrivate: true));
        Assert.Equal("200", await owner.PostAsync($"/api/documents/{document}/annotations/{hidden["id"]}/hide", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        var api = $"/hypothesis/documents/{document}/api/annotations";
        await using HypothesisClient client = await HypothesisClient.SignInAsync(Server, document, ben), moderators = await HypothesisClient.SignInAsync(Server, document, owner);
        foreach (var http in new[] { (await owner.WithTokenAsync("annotate")).Http, (await ben.WithTokenAsync("annotate")).Http, client.Http, moderators.Http })
        {
            foreach (var (note, status) in new[] { (open, 403), (hidden, 403), (kept, 404) })
            {
                foreach (var sent in new[] { "{}", """{"updated":"2020-01-01T00:00:00Z"}""", """{"tags":[]}""" })
                    await ExpectAsync(http, HttpMethod.Patch, $"{api}/{note["id"]}", sent, status);
                await ExpectAsync(http, HttpMethod.Delete, $"{api}/{note["id"]}", null, status);
            }

            // What is flagged is answered without it.
            await ExpectAsync(http, HttpMethod.Put, $"{api}/{open["id"]}/flag", null, 204);
        }

        var token = await ana.WithTokenAsync("annotate");
        Assert.Equal("403 forbidden", await token.GetAsync($"{api}/{open["id"]}").OutcomeAsync());
        using var own = await token.PatchAsync($"{api}/{open["id"]}", new { });
        Assert.Equal(Words, (string)(await own.JsonAsync())["text"]!);
        using var posted = await token.PostAsync(api, Note(client, seminar, "Mine.", null).ToJsonString());
        Assert.Equal("Mine.", (string)(await posted.JsonAsync())["text"]!);

        static async Task ExpectAsync(HttpClient http, HttpMethod method, string path, string? body, int status)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
            using var answer = await http.SendAsync(request);
            var said = await answer.Content.ReadAsStringAsync();
            Assert.True((int)answer.StatusCode == status, $"{method} {path} {body}: {(int)answer.StatusCode} {said}");
            Assert.All([Words, Hidden, Private], words => Assert.DoesNotContain(words, said, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task M254_a_window_that_a_node_sends_away_because_it_cannot_tell_who_may_read_what_is_told_to_come_again()
    {
        var (seminar, _, document) = await Server.NewSeminarAsync("Hypothesis", First);
        var ana = await Server.JoinAsync(Role.Annotator, "Ana", seminar);
        await using var client = await HypothesisClient.SignInAsync(Server, document, ana);
        await client.ListenAsync();
        // What a node does that is cut off.
        Server.Services.GetRequiredService<Connections>().CloseAll();
        Assert.Null(await client.HearAsync());
        Assert.Equal((System.Net.WebSockets.WebSocketCloseStatus)1013, client.Closed);
        await client.ListenAsync();
    }
}
