using System.Text.Json.Nodes;
using Collab.Domain.Policy;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;

namespace Collab.Server.Tests.Docs;

/// <summary>This part has notes wait, and flags some.</summary>
public sealed partial class WireTests
{
    private static async Task RoundAsync(WireStory story, Participant owner, Participant writer, HubConnection moderators, HubConnection writers, string document, string clause)
    {
        object[] targets = [new { clause, position = new { start = 0, end = 4 } }];
        var body = new { text = "What I think.", format = "markdown" };
        string[] at = [document, clause];
        await story.InvokeAsync(moderators, "OpenRound", new { document, clause, commandId = Guid.NewGuid(), show = "names", asOf = Newest });
        var round = (string)(await owner.ReadAsync($"/api/documents/{document}"))["rounds"]![0]!["id"]!;
        await story.InvokeAsync(writers, "Annotate", new { document, commandId = Guid.NewGuid(), targets, body, tags = new[] { "asked" }, round });
        await story.CallAsync(writer, $"POST {Doc}/annotations", [document], new { commandId = Guid.NewGuid(), targets, body, round });
        await story.CallAsync(writer, $"GET {Doc}/rounds/{{round}}", [document, round]);
        await story.InvokeAsync(moderators, "RevealRound", new { document, clause, commandId = Guid.NewGuid(), asOf = Newest });
        await story.CallAsync(owner, $"POST {Doc}/clauses/{{clause}}/round/open", at, new { commandId = Guid.NewGuid(), show = "nothing", asOf = Newest });
        await story.CallAsync(owner, $"POST {Doc}/clauses/{{clause}}/round/reveal", at, new { commandId = Guid.NewGuid(), asOf = Newest });
        await story.InvokeAsync(moderators, "OpenRound", new { document, clause, commandId = Guid.NewGuid(), show = "counts" });
        await story.InvokeAsync(moderators, "CancelRound", new { document, clause, commandId = Guid.NewGuid(), asOf = Newest });
        await story.InvokeAsync(moderators, "OpenRound", new { document, clause, commandId = Guid.NewGuid(), show = "nothing" });
        await story.CallAsync(owner, $"POST {Doc}/clauses/{{clause}}/round/cancel", at, new { commandId = Guid.NewGuid(), asOf = Newest });
        await HiddenSinceAsync(story, owner, writer, document, clause);
    }

    private static async Task HiddenSinceAsync(WireStory story, Participant owner, Participant writer, string document, string clause)
    {
        var note = await owner.AnnotateAsync(document, "Shown for a moment.", clause);
        using var hidden = await owner.PostAsync($"/api/documents/{document}/annotations/{(string)note["id"]!}/hide", new { commandId = Guid.NewGuid(), reason = "Off the point." });
        await story.CallAsync(writer, $"GET {Doc}", [document], query: $"?at={(long)note["seq"]!}");
    }

    private static async Task ModeratingAsync(WireStory story, Participant owner, string document)
    {
        string[] here = [document];
        var writer = await story.Server.JoinAsync(Role.Annotator, "Jonas Berg");
        await using var moderators = await owner.ConnectAsync();
        await using var writers = await writer.ConnectAsync();
        var snapshot = await story.CallAsync(owner, $"GET {Doc}", here);
        var note = (string)snapshot["annotations"]!.AsArray().First(each => (string)each!["state"]! == "shown")!["id"]!;
        object[] targets = [new { clause = (string)snapshot["clauses"]![1]!["id"]!, quote = new { exact = "read" } }];
        var body = new { text = "May I?", format = "markdown" };

        await PauseAsync(0);
        await story.InvokeAsync(writers, "Flag", new { document, annotation = note, commandId = Guid.NewGuid(), on = true, reason = "Rude." });
        await story.CallAsync(writer, $"POST {Note}/flag", [document, note], new { commandId = Guid.NewGuid(), on = true, reason = "Rude." });
        await story.InvokeAsync(moderators, "Dismiss", new { document, annotation = note, commandId = Guid.NewGuid(), on = true, reason = "It is not.", asOf = Newest });
        await story.CallAsync(owner, $"POST {Note}/dismiss", [document, note], new { commandId = Guid.NewGuid(), on = false, reason = "It may be.", asOf = Newest });

        await story.InvokeAsync(moderators, "SetScribe", new { document, commandId = Guid.NewGuid(), member = writer.Member });
        await story.InvokeAsync(moderators, "Approval", new { document, commandId = Guid.NewGuid(), on = true, asOf = Newest });
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
            ids.Add((await story.InvokeAsync(writers, "Annotate", new { document, commandId = Guid.NewGuid(), targets, body, tags = new[] { "asking" } })).GetProperty("id").GetString()!);
        await story.InvokeAsync(writers, "Reply", new { document, annotation = note, commandId = Guid.NewGuid(), body });
        await story.InvokeAsync(writers, "Annotate", new { document, commandId = Guid.NewGuid(), targets, body, said = new { speaker = "Kofi Mensah" }, stance = "disagree" });
        await story.InvokeAsync(moderators, "SetStances", new { document, commandId = Guid.NewGuid(), scale = new[] { "agree", "no" }, anonymous = false });
        await story.InvokeAsync(moderators, "Approve", new { document, annotation = ids[0], commandId = Guid.NewGuid(), withoutStance = false, asOf = Newest });
        await story.CallAsync(owner, $"POST {Note}/approve", [document, ids[1]], new { commandId = Guid.NewGuid(), withoutStance = true, asOf = Newest });
        await story.InvokeAsync(moderators, "Reject", new { document, annotation = ids[2], commandId = Guid.NewGuid(), on = true, reason = "Ask aloud.", asOf = Newest });
        await story.CallAsync(writer, $"GET {Doc}/waiting", here);
        await story.CallAsync(owner, $"GET {Seminar}/queue", [story.Server.Seminar]);
        await story.InvokeAsync(moderators, "SetStances", new { document, commandId = Guid.NewGuid(), scale = new[] { "agree", "disagree" }, anonymous = false });
        await story.InvokeAsync(moderators, "TakeStance", new { document, clause = (string)snapshot["clauses"]![1]!["id"]!, commandId = Guid.NewGuid(), stance = "disagree", reason = "It is too short." });
        await story.CallAsync(owner, $"POST {Note}/reject", [document, ids[2]], new { commandId = Guid.NewGuid(), on = false, reason = "Or not.", asOf = Newest });
        await story.CallAsync(owner, $"POST {Doc}/approval", here, new { commandId = Guid.NewGuid(), on = false, asOf = Newest });
        await story.InvokeAsync(moderators, "Annotate", new { document, commandId = Guid.NewGuid(), targets, body, tags = new[] { "prepared" }, visibility = "draft" });
        await story.CallAsync(owner, $"GET {Doc}/drafts", here);
        await RoundAsync(story, owner, writer, moderators, writers, document, (string)snapshot["clauses"]![2]!["id"]!);
        await PauseAsync(20);

        async Task PauseAsync(int seconds) => (await owner.PostAsync($"/api/documents/{document}/slow-mode", new { commandId = Guid.NewGuid(), seconds })).Dispose();
    }
}
