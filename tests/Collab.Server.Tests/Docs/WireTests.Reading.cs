using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Server.Webhooks;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Docs;

/// <summary>This part reads what happened.</summary>
public sealed partial class WireTests
{
    private static async Task ReadingAsync(WireStory story, Participant owner, string document)
    {
        string[] here = [document];
        // Somebody comes, takes another name, another role, leaves, and reads meanwhile what only moderators may read in full.
        var reader = await story.Server.JoinAsync(Role.Annotator, "Klara Weiss");
        (await reader.PatchAsync("/api/me", new { displayName = "Klara W.", seminar = story.Server.Seminar })).Dispose();
        await using var readers = await reader.ConnectAsync();
        var snapshot = await story.CallAsync(owner, $"GET {Doc}", here);
        var head = (long)snapshot["seq"]!;
        Assert.NotEmpty((await story.CallAsync(owner, $"GET {Doc}/search", here, query: "?q=slowly"))["items"]!.AsArray());
        Assert.NotEmpty((await story.CallAsync(owner, $"GET {Seminar}/search", [story.Server.Seminar], query: "?q=slowly&sort=relevance"))["items"]!.AsArray());
        Assert.NotEmpty((await story.CallAsync(owner, $"GET {Seminar}/tags", [story.Server.Seminar]))["items"]!.AsArray());
        Assert.NotEmpty((await story.CallAsync(owner, $"GET {Doc}/stances/mine", here))["items"]!.AsArray());
        await CatchUpAsync(story, owner, reader, document, snapshot);
        var notebook = await story.CallAsync(owner, $"GET {Doc}/notebook", here);
        foreach (var note in snapshot["annotations"]!.AsArray().Concat(notebook["annotations"]!.AsArray()))
            await story.CallAsync(owner, $"GET {Note}", [document, (string)note!["id"]!]);
        var webhook = (string)(await story.CallAsync(owner, $"POST {Doc}/webhooks", here, new { url = "https://127.0.0.1:1/hook" }))["id"]!;
        await owner.AnnotateAsync(document, "Told to nobody.");
        var round = story.Server.Services.GetRequiredService<WebhookRound>();
        await round.RunAsync(DateTimeOffset.UtcNow);
        await round.ToldAsync();
        Assert.Equal(1, (int)(await story.CallAsync(owner, $"GET {Doc}/webhooks", here))["items"]![0]!["failures"]!);
        await story.CallAsync(owner, $"DELETE {Doc}/webhooks/{{webhook}}", [document, webhook]);
        await story.CallAsync(owner, $"GET {Doc}/feed", here, query: "?limit=2");
        await story.CallAsync(owner, $"GET {Doc}/export", here, query: "?format=json&scope=all");
        using var archive = await story.SendAsync(owner, $"GET {Doc}/archive", here);
        await story.CallAsync(owner, $"GET {Doc}/events", here, query: "?after=0&limit=5");
        await story.CallAsync(owner, $"GET {Doc}/notebook/events", here, query: "?after=0");

        foreach (var batch in await story.WatchAsync(readers, "Watch", "Batch", batch => batch.GetProperty("last").GetInt64() >= head, document, 0))
            DemandEvents(story, batch);
        await using var hub = await owner.ConnectAsync();
        foreach (var batch in await story.WatchAsync(hub, "WatchNotebook", "Batch", _ => true, document, 0))
            DemandEvents(story, batch);
        await story.WatchAsync(hub, "Watch", "Resync", _ => true, document, "another:1");
        await PresenceAsync(story, owner, reader, document);

        var after = (long)(await owner.ReadAsync($"/api/documents/{document}"))["seq"]!;
        await story.CallAsync(owner, $"PATCH {Seminar}/members/{{member}}", [story.Server.Seminar, reader.Member], new { role = "reader" });
        string[] them = [story.Server.Seminar, reader.Member];
        await story.CallAsync(owner, $"POST {Seminar}/members/{{member}}/mute", them, new { until = DateTimeOffset.UtcNow.AddHours(1), reason = "Shouting.", notes = "hide" });
        await story.CallAsync(owner, $"POST {Seminar}/members/{{member}}/unmute", them);
        await story.CallAsync(owner, $"DELETE {Seminar}/members/{{member}}", them);
        await story.CallAsync(owner, $"POST {Seminar}/members/{{member}}/restore", them);
        await story.CallAsync(owner, $"DELETE {Seminar}/members/{{member}}", them);
        DemandEvents(story, JsonSerializer.SerializeToElement(await story.CallAsync(owner, $"GET {Doc}/events", here, query: $"?after={after}")));
        Assert.Contains((await story.CallAsync(owner, $"GET {Doc}", here))["members"]!.AsArray(), member => (bool?)member!["removed"] == true);
    }

    /// <summary>Somebody names the owner, who has read all before, and watches.</summary>
    private static async Task CatchUpAsync(WireStory story, Participant owner, Participant reader, string document, JsonNode snapshot)
    {
        string[] here = [document];
        var (epoch, head, point) = ((string)snapshot["epoch"]!, (long)snapshot["seq"]!, (string)snapshot["clauses"]![1]!["id"]!);
        await story.CallAsync(owner, $"POST {Doc}/read", here, new { commandId = Guid.NewGuid(), epoch, upTo = head - 1, seqs = new[] { head } });
        await story.CallAsync(owner, $"POST {Doc}/watch", here, new { commandId = Guid.NewGuid(), clause = point, on = true });
        var note = (string)(await reader.AnnotateAsync(document, $"@{{{owner.Member}}}, look.", point))["id"]!;
        await story.CallAsync(owner, $"POST {Doc}/watch", here, new { commandId = Guid.NewGuid(), thread = note, on = false });
        var inbox = await story.CallAsync(owner, $"GET {Doc}/inbox", here);
        Assert.Equal(("mention", note), ((string)inbox["items"]![0]!["reason"]!, (string)inbox["items"]![0]!["annotation"]!["id"]!));
    }

    private static async Task PresenceAsync(WireStory story, Participant owner, Participant reader, string document)
    {
        var point = (string)(await owner.ReadAsync($"/api/documents/{document}"))["clauses"]![1]!["id"]!;
        await using var watcher = await owner.ConnectAsync();
        await using (var hub = await reader.ConnectAsync())
        {
            // Moves are gathered: who leaves before they are told was never here.
            var typed = new TaskCompletionSource();
            var here = story.WatchAsync(
                watcher,
                "Presence",
                "Presence",
                item =>
                {
                    if (item.GetProperty("people").EnumerateArray().Any(person => person.GetProperty("id").GetString() == reader.Member && person.TryGetProperty("typing", out _)))
                        typed.TrySetResult();
                    return item.TryGetProperty("gone", out var gone) && gone.GetArrayLength() > 0;
                },
                document);
            using var stop = new CancellationTokenSource();
            var being = Drain(hub, document, stop.Token);
            await story.TellAsync(hub, "At", document, point, new { start = 0, end = 2 });
            await story.TellAsync(hub, "Typing", document, point, true);
            await story.CallAsync(owner, $"POST {Doc}/presence", [document], new { connection = "a-phone", clause = point, selection = new { clause = point, start = 0, end = 2 } });
            await story.CallAsync(owner, $"POST {Doc}/presence", [document], new { connection = "a-phone", clause = point, typing = true });
            await (await Task.WhenAny(typed.Task, here, being)).WaitAsync(TimeSpan.FromSeconds(20));
            Assert.True(typed.Task.IsCompletedSuccessfully, "The reader was told gone, or stopped being here, before they left.");
            await stop.CancelAsync();
            await being;
            await hub.DisposeAsync();
            await here;
        }

        static async Task Drain(Microsoft.AspNetCore.SignalR.Client.HubConnection hub, string document, CancellationToken stop)
        {
            try
            {
                await foreach (var _ in Microsoft.AspNetCore.SignalR.Client.HubConnectionExtensions.StreamAsync<JsonElement>(hub, "Presence", document, stop))
                {
                }
            }
            catch (OperationCanceledException)
            {
            }
        }
    }

    private static async Task HealthAsync(WireStory story, Participant owner)
    {
        foreach (var call in new[] { "GET /health/live", "GET /health/startup", "GET /health/serving", "GET /health/ready", "GET /openapi/v1.json" })
            (await story.SendAsync(owner, call, [])).Dispose();
    }

    private static void DemandEvents(WireStory story, JsonElement batch)
    {
        foreach (var e in batch.GetProperty("events").EnumerateArray())
            story.Demand(e.GetProperty("kind").GetString()!, e.GetRawText());
    }
}
