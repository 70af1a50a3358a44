using System.Text.Json.Nodes;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Storage;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Api;

/// <summary>Every act of moderation and every change of rights is in a log, with the member who did it.</summary>
[Collection(ServerCollection.Name)]
public sealed class ModerationRecordTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Theory]
    [InlineData(Role.Owner)]
    [InlineData(Role.Moderator)]
    public async Task What_is_done_to_a_document_names_who_did_it(Role role)
    {
        var (seminar, _, document) = await Server.NewSeminarAsync();
        var annotator = await Server.JoinAsync(Role.Annotator, seminar: seminar);
        var actor = await Server.JoinAsync(role, seminar: seminar);
        var clause = (string)(await actor.ReadAsync($"/api/documents/{document}"))["clauses"]![0]!["id"]!;
        var note = (string)(await annotator.AnnotateAsync(document, "said aloud", clause))["id"]!;
        var path = $"/api/documents/{document}";
        await DemandAsync("AnnotationHidden", actor.PostAsync($"{path}/annotations/{note}/hide", new { commandId = Guid.NewGuid(), reason = "off the point" }));
        await DemandAsync("AnnotationShown", actor.PostAsync($"{path}/annotations/{note}/unhide", new { commandId = Guid.NewGuid(), reason = "on it after all" }));
        await DemandAsync("PinPlaced", actor.PutAsync($"{path}/annotations/{note}/pin", new { commandId = Guid.NewGuid(), clause }));
        await DemandAsync("PinRemoved", actor.SendAsync(HttpMethod.Delete, $"{path}/annotations/{note}/pin", new { commandId = Guid.NewGuid(), clause, order = 0 }));
        var other = (string)(await annotator.AnnotateAsync(document, "said again", clause))["id"]!;
        await DemandAsync("RelationAdded", actor.PostAsync($"{path}/annotations/{note}/relate", new { commandId = Guid.NewGuid(), relation = "supports", to = other }));
        await DemandAsync("RelationRemoved", actor.PostAsync($"{path}/annotations/{note}/unrelate", new { commandId = Guid.NewGuid(), relation = "supports", to = other }));
        await DemandAsync("ThreadMerged", actor.PostAsync($"{path}/annotations/{note}/merge", new { commandId = Guid.NewGuid(), into = other }));
        await DemandAsync("ThreadUnmerged", actor.PostAsync($"{path}/annotations/{note}/unmerge", new { commandId = Guid.NewGuid() }));
        await DemandAsync("ThreadResolved", actor.PostAsync($"{path}/annotations/{note}/resolve", new { commandId = Guid.NewGuid() }));
        await DemandAsync("ThreadReopened", actor.PostAsync($"{path}/annotations/{note}/reopen", new { commandId = Guid.NewGuid() }));
        await DemandAsync("ClauseLocked", actor.PostAsync($"{path}/clauses/{clause}/lock", new { commandId = Guid.NewGuid() }));
        await DemandAsync("ClauseUnlocked", actor.PostAsync($"{path}/clauses/{clause}/unlock", new { commandId = Guid.NewGuid() }));
        await DemandAsync("SlowModeSet", actor.PostAsync($"{path}/slow-mode", new { commandId = Guid.NewGuid(), seconds = 30 }));
        await DemandAsync("ApprovalSet", actor.PostAsync($"{path}/approval", new { commandId = Guid.NewGuid(), on = true }));
        await DemandAsync("RoundOpened", actor.PostAsync($"{path}/clauses/{clause}/round/open", new { commandId = Guid.NewGuid(), show = "nothing" }));
        await DemandAsync("RoundCancelled", actor.PostAsync($"{path}/clauses/{clause}/round/cancel", new { commandId = Guid.NewGuid() }));
        await DemandAsync("RoundOpened", actor.PostAsync($"{path}/clauses/{clause}/round/open", new { commandId = Guid.NewGuid(), show = "counts" }));
        await DemandAsync("RoundRevealed", actor.PostAsync($"{path}/clauses/{clause}/round/reveal", new { commandId = Guid.NewGuid() }));
        await DemandAsync("Led", actor.PostAsync($"{path}/lead", new { commandId = Guid.NewGuid(), clause }));
        await DemandAsync("SessionOpened", actor.PostAsync($"{path}/session/open", new { commandId = Guid.NewGuid() }));
        await DemandAsync("AgendaSet", actor.PostAsync($"{path}/agenda", new { commandId = Guid.NewGuid(), items = new[] { new { clause } } }));
        await DemandAsync("ScribeSet", actor.PostAsync($"{path}/scribe", new { commandId = Guid.NewGuid(), member = annotator.Member }));
        await DemandAsync("TimerSet", actor.PostAsync($"{path}/timer", new { commandId = Guid.NewGuid(), seconds = 60 }));
        await DemandAsync("TimerEnded", actor.PostAsync($"{path}/timer/end", new { commandId = Guid.NewGuid() }));
        await DemandAsync("HandRaised", actor.PostAsync($"{path}/hand", new { commandId = Guid.NewGuid(), clause }));
        await DemandAsync("FloorGiven", actor.PostAsync($"{path}/floor", new { commandId = Guid.NewGuid(), member = actor.Member }));
        await DemandAsync("FloorEnded", actor.PostAsync($"{path}/floor/end", new { commandId = Guid.NewGuid() }));
        await DemandAsync("SessionClosed", actor.PostAsync($"{path}/session/close", new { commandId = Guid.NewGuid() }));
        await DemandAsync("StancesSet", actor.PostAsync($"{path}/stances", new { commandId = Guid.NewGuid(), scale = new[] { "yes", "no" }, anonymous = true }));
        await DemandAsync("DocumentClosed", actor.PostAsync($"{path}/close", new { commandId = Guid.NewGuid() }));
        await DemandAsync("DocumentReopened", actor.PostAsync($"{path}/reopen", new { commandId = Guid.NewGuid() }));
        if (role == Role.Owner)
            await DemandAsync("ContentErased", actor.PostAsync($"/api/seminars/{seminar}/members/{annotator.Member}/erase"));

        async Task DemandAsync(string kind, Task<HttpResponseMessage> act)
        {
            using (var answer = await act)
                Assert.True(answer.IsSuccessStatusCode, $"{kind}: {await answer.OutcomeAsync()}");
            var shown = (await actor.ReadAsync($"{path}/events?after=0&limit=1000"))["events"]!.AsArray()[^1]!;
            Assert.Equal((kind, actor.Member), ((string)shown["kind"]!, (string)shown["actor"]!["id"]!));
            // What was shown may come from memory.
            var kept = (await Server.Services.GetRequiredService<IEventLog>().ReadAsync(document, 0, int.MaxValue))[^1];
            Assert.Equal((kind, actor.Member), (kept.Kind, kept.Actor));
        }
    }

    [Fact]
    public async Task What_is_done_to_people_and_links_names_who_did_it_in_the_seminars_log_and_in_its_documents()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync();
        var person = await Server.JoinAsync(Role.Annotator, seminar: seminar);
        var path = $"/api/seminars/{seminar}";
        var members = $"{path}/members/{person.Member}";
        await DemandAsync("MemberRoleChanged", owner, owner.PatchAsync(members, new { role = "moderator" }), inDocument: true);
        var invite = await DemandAsync("InviteCreated", person, person.PostAsync($"{path}/invites", new { role = "annotator" }), inDocument: false);
        await DemandAsync("InviteRevoked", owner, owner.DeleteAsync($"{path}/invites/{invite["id"]}"), inDocument: false);
        await DemandAsync("MemberRenamed", person, person.PatchAsync("/api/me", new { displayName = "Mira Lund", seminar }), inDocument: true);
        await DemandAsync("MemberRemoved", owner, owner.DeleteAsync(members), inDocument: true);
        await DemandAsync("MemberRestored", owner, owner.PostAsync($"{members}/restore"), inDocument: true);
        await DemandAsync("MemberRoleChanged", owner, owner.PatchAsync(members, new { role = "annotator" }), inDocument: true);
        await DemandAsync("MemberMuted", owner, owner.PostAsync($"{members}/mute"), inDocument: true);
        await DemandAsync("MemberUnmuted", owner, owner.PostAsync($"{members}/unmute"), inDocument: true);
        await DemandAsync("MemberNotesHidden", owner, owner.DeleteAsync($"{members}?notes=hide"), inDocument: true);
        await DemandAsync("MemberNotesShown", owner, owner.PostAsync($"{members}/restore"), inDocument: true);

        async Task<JsonObject> DemandAsync(string kind, Participant actor, Task<HttpResponseMessage> act, bool inDocument)
        {
            using var answer = await act;
            Assert.True(answer.IsSuccessStatusCode, $"{kind}: {await answer.OutcomeAsync()}");
            await DemandInAsync(seminar);
            if (inDocument)
                await DemandInAsync(document);
            var text = await answer.Content.ReadAsStringAsync();
            return text.Length > 0 ? JsonNode.Parse(text)!.AsObject() : [];

            async Task DemandInAsync(string stream)
            {
                var last = (await Server.Services.GetRequiredService<IEventLog>().ReadAsync(stream, 0, int.MaxValue))[^1];
                Assert.Equal((kind, actor.Member), (last.Kind, last.Actor));
            }
        }
    }
}
