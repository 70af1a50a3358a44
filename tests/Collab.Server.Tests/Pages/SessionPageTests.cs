using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Pages;

/// <summary>What a session left stands on one page, as whoever opens it may read it.</summary>
[Collection(ServerCollection.Name)]
public sealed class SessionPageTests(ServerFixture fixture)
{
    [Fact]
    public async Task M136_It_names_who_was_there_what_is_open_and_where_it_ended_but_no_hidden_word_and_no_name_that_is_withheld()
    {
        var (seminar, owner, document) = await fixture.Server.NewSeminarAsync();
        var path = $"/api/documents/{document}";
        Assert.Contains("No session yet", await owner.Http.GetStringAsync($"/rooms/{document}/session"), StringComparison.Ordinal);
        using (var names = await owner.PatchAsync($"/api/seminars/{seminar}/settings", new { names = "pseudonyms" }))
            Assert.True(names.IsSuccessStatusCode);
        var (ida, jon) = (await fixture.Server.JoinAsync(Role.Annotator, "Ida Berg", seminar), await fixture.Server.JoinAsync(Role.Reader, "Jon Sand", seminar));
        var point = (string)(await owner.ReadAsync(path))["clauses"]!.AsArray()[0]!["id"]!;
        var second = (string)(await owner.ReadAsync(path))["clauses"]!.AsArray()[1]!["id"]!;
        await DoAsync(owner, "agenda", new { commandId = Guid.NewGuid(), items = new[] { new { clause = point }, new { clause = second } } });
        await DoAsync(owner, "session/open", new { commandId = Guid.NewGuid(), title = "The first hour" });
        await DoAsync(owner, "lead", new { commandId = Guid.NewGuid(), clause = point });
        // Ida is there by a device that is silent now, which is forgotten after half a minute.
        using (var present = await ida.PostAsync($"{path}/presence", new { connection = "laptop" }))
            Assert.True(present.IsSuccessStatusCode);
        await AskAsync("Who is meant here?");
        await DoAsync(owner, $"annotations/{await AskAsync("A rude question.")}/hide", new { commandId = Guid.NewGuid() });
        Assert.Contains("it goes on", await owner.Http.GetStringAsync($"/rooms/{document}/session"), StringComparison.Ordinal);
        await UntilHereAsync();
        await DoAsync(owner, "session/close", new { commandId = Guid.NewGuid() });

        var at = await owner.Http.GetStringAsync($"/rooms/{document}/session");
        foreach (var seen in new[] { "The first hour", "Who is meant here?", $"{path}/archive", $"/api/seminars/{seminar}/archive", "Close the text", "Open the session", "format=html", "Not reached: point 2.", "data-left=\"point 2\"" })
            Assert.Contains(seen, at, StringComparison.Ordinal);
        Assert.Contains("Ida Berg", at[at.IndexOf("Who was there", StringComparison.Ordinal)..], StringComparison.Ordinal);
        var html = await jon.Http.GetStringAsync($"/rooms/{document}/session");
        Assert.Contains("Who is meant here?", html, StringComparison.Ordinal);
        foreach (var unseen in new[] { "Ida Berg", $"/api/seminars/{seminar}/archive", "Close the text", "Open the session" })
            Assert.DoesNotContain(unseen, html, StringComparison.Ordinal);
        Assert.DoesNotContain("A rude question.", at + html, StringComparison.Ordinal);
        await DoAsync(owner, $"clauses/{point}/round/open", new { commandId = Guid.NewGuid(), show = "nothing" });
        Assert.Contains("A blind round is open at", await owner.Http.GetStringAsync($"/rooms/{document}/session"), StringComparison.Ordinal);
        await DoAsync(owner, $"clauses/{point}/round/cancel", new { commandId = Guid.NewGuid() });
        await DoAsync(owner, "close", new { commandId = Guid.NewGuid() });
        var closed = await owner.Http.GetStringAsync($"/rooms/{document}/session");
        Assert.Contains("All texts of this seminar are closed. Reopen one, or <a href='/import", closed, StringComparison.Ordinal);
        Assert.DoesNotContain("blind round", closed, StringComparison.Ordinal);
        Assert.Contains("Last time: ", await jon.Http.GetStringAsync("/"), StringComparison.Ordinal);
        using var none = await jon.GetAsync($"/rooms/{document}/session?session=none");
        Assert.Equal(404, (int)none.StatusCode);

        Task<string> AskAsync(string text) => DoAsync(ida, "annotations", new { commandId = Guid.NewGuid(), targets = new[] { new { clause = point } }, body = new { text, format = "markdown" }, motivation = "questioning" });

        // What one reader is told of the other, the record knows too.
        async Task UntilHereAsync()
        {
            await using var hub = await owner.ConnectAsync();
            await foreach (var item in hub.StreamAsync<JsonElement>("Presence", document))
            {
                if (item.GetProperty("people").EnumerateArray().Any(person => person.GetProperty("id").GetString() == ida.Member))
                    return;
            }
        }

        async Task<string> DoAsync(Participant who, string what, object body)
        {
            using var response = await who.PostAsync($"{path}/{what}", body);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
            return (string?)(await response.JsonAsync())["id"] ?? "";
        }
    }
}
