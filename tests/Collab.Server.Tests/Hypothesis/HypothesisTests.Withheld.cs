using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Collab.Contracts.Seminars;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Testing;

namespace Collab.Server.Tests.Hypothesis;

/// <summary>What its client is not told, and what is written on a text that is gone.</summary>
public sealed partial class HypothesisTests
{
    [Fact]
    public async Task M196_the_socket_tells_no_hidden_word_no_withheld_name_and_nothing_to_whoever_was_removed()
    {
        const string Name = "Anneliese Vogt", Hidden = "unspeakable", Private = "for myself alone";
        var (seminar, owner, document) = await Server.NewSeminarAsync("Hypothesis", First);
        using var ruled = await owner.PatchAsync($"/api/seminars/{seminar}/settings", new { names = "pseudonyms" });
        Assert.True(ruled.IsSuccessStatusCode, await ruled.OutcomeAsync());
        var (ana, ben) = (await Server.JoinAsync(Role.Annotator, Name, seminar), await Server.JoinAsync(Role.Annotator, "Ben", seminar));
        var number = (await Server.Grains.GetGrain<ISeminarGrain>(seminar).OpenAsync())!.Members[ana.Member].Number;
        await using HypothesisClient members = await HypothesisClient.SignInAsync(Server, document, ben), moderators = await HypothesisClient.SignInAsync(Server, document, owner);
        await members.ListenAsync();
        await moderators.ListenAsync();

        await ana.AnnotateAsync(document, Private, isPrivate: true);
        var note = await ana.AnnotateAsync(document, $"{Hidden}, says @{{{ana.Member}}}.");
        var (told, toldModerators) = ((await members.HearAsync())!["payload"]![0]!, (await moderators.HearAsync())!["payload"]![0]!);
        var pseudonym = Pseudonyms.Of(seminar, number);
        Assert.Equal(((string)note["id"]!, pseudonym, $"{Hidden}, says @{pseudonym}."), ((string)told["id"]!, (string)told["user_info"]!["display_name"]!, (string)told["text"]!));
        Assert.Equal((Name, $"{Hidden}, says @{Name}."), ((string)toldModerators["user_info"]!["display_name"]!, (string)toldModerators["text"]!));
        Assert.DoesNotContain("Vogt", told.ToJsonString(), StringComparison.Ordinal);

        Assert.Equal("200", await owner.PostAsync($"/api/documents/{document}/annotations/{note["id"]}/hide", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        told = (await members.HearAsync())!;
        Assert.Equal(("update", (string)note["id"]!, true), ((string)told["options"]!["action"]!, (string)told["payload"]![0]!["id"]!, (bool)told["payload"]![0]!["hidden"]!));
        Assert.DoesNotContain(Hidden, told.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(Hidden, (await moderators.HearAsync())!.ToJsonString(), StringComparison.Ordinal);
        // Of a break as well: what was missed is told by the policy of now.
        members.Cut();
        await members.ListenAsync();
        Assert.DoesNotContain(Hidden, (await members.HearAsync())!.ToJsonString(), StringComparison.Ordinal);

        Assert.Equal("204", await owner.DeleteAsync($"/api/seminars/{seminar}/members/{ben.Member}").OutcomeAsync());
        Assert.Null(await members.HearAsync());
        Assert.Equal(WebSocketCloseStatus.NormalClosure, members.Closed);
        await Assert.ThrowsAsync<WebSocketException>(members.ListenAsync);
    }

    [Fact]
    public async Task What_is_written_on_a_page_from_before_a_revision_is_for_the_text_of_that_page()
    {
        const string May = "The council meets in May.", June = "The council meets in June.", Paid = "Nobody is paid for it.";
        var (seminar, owner, document) = await Server.NewSeminarAsync("Hypothesis", May, June, Paid);
        var points = (await owner.ReadAsync($"/api/documents/{document}"))["clauses"]!.AsArray().Select(clause => (string)clause!["id"]!).ToList();
        await using var client = await HypothesisClient.SignInAsync(Server, document, owner);
        object[] pairs = [new { clauses = new[] { points[0] }, parts = Array.Empty<int>(), confirmed = true }, new { clauses = new[] { points[1] }, parts = new[] { 0 }, confirmed = true }, new { clauses = new[] { points[2] }, parts = new[] { 1 }, confirmed = true }];
        using var revised = await owner.PostAsync($"/api/documents/{document}/revisions", new { commandId = Guid.NewGuid(), revision = 1, text = $"1. {June}\n\n2. {Paid}\n", pairs });
        Assert.True(revised.IsSuccessStatusCode, await revised.OutcomeAsync());
        // On the page the word is the first point's; the same word stands at the same place of the text now, in the other.
        var (first, second) = ("Hypothesis".Length + 4, "Hypothesis".Length + May.Length + 4);
        Assert.Equal("stale", (string)(await client.SendAsync(HttpMethod.Post, "annotations", Note(client, seminar, "Why May?", Selectors(first, first + 7, "council")), 409))["code"]!);
        var note = await client.SendAsync(HttpMethod.Post, "annotations", Note(client, seminar, "Why June?", Selectors(second, second + 7, "council")));
        Assert.Equal((points[1], 2), ((await owner.ReadAsync($"/api/documents/{document}/annotations/{note["id"]}"))["targets"]![0] is var target ? ((string)target!["clause"]!, (int)target["revision"]!) : default));
    }
}
