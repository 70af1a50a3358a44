using Collab.Contracts.Seminars;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Server.Tests.Erasing;
using Collab.Storage;
using Collab.Storage.Accounts;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Privacy;

/// <summary>Who has their own words erased, in one seminar or everywhere.</summary>
[Collection(ServerCollection.Name)]
public sealed class OwnErasureTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task In_one_seminar_its_title_is_typed_and_the_others_stay()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync("A seminar to leave no word in");
        var (member, word) = (await Server.JoinAsync(Role.Annotator, $"Erased {Secret.NewId()}", seminar), $"gone-{Secret.NewId()}");
        await member.AnnotateAsync(document, word);
        await owner.AnnotateAsync(document, $"An answer to {word[..9]}");
        Assert.Equal("400 bad-request", await EraseAsync(member, new { scope = "seminar", seminar, confirm = "Another seminar" }));
        Assert.Equal("400 bad-request", await EraseAsync(member, new { scope = "seminar", confirm = "A seminar to leave no word in" }));
        Assert.Contains(word, await ShownAsync(owner, document), StringComparison.Ordinal);

        Assert.Equal("204", await EraseAsync(member, new { scope = "seminar", seminar, confirm = "A seminar to leave no word in" }));

        var shown = await ShownAsync(owner, document);
        Assert.All([word, member.Name], gone => Assert.DoesNotContain(gone, shown, StringComparison.Ordinal));
        Assert.Contains("An answer to", shown, StringComparison.Ordinal);
        Assert.Empty(await Traces.InFilesAsync([word, member.Name], Server.Data));
        Assert.Equal("200", await member.GetAsync($"/api/documents/{document}").OutcomeAsync());
    }

    [Fact]
    public async Task M30_nobody_elses_words_go_by_it_and_the_last_owner_passes_the_seminar_on_first()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync("A seminar with one owner");
        var (member, moderator) = (await Server.JoinAsync(Role.Annotator, seminar: seminar), await Server.JoinAsync(Role.Moderator, seminar: seminar));
        await owner.AnnotateAsync(document, "words that stay");
        const string Title = "A seminar with one owner";
        foreach (var field in new[] { "member", "person", "actor" })
            Assert.Equal("400 unknown-field", await EraseAsync(member, new Dictionary<string, string> { ["scope"] = "seminar", ["seminar"] = seminar, ["confirm"] = Title, [field] = owner.Member }));
        Assert.Equal("409 last-owner", await EraseAsync(owner, new { scope = "seminar", seminar, confirm = Title }));
        Assert.Equal("409 last-owner", await EraseAsync(owner, new { scope = "everything", confirm = owner.Name }));
        Assert.Equal("403 forbidden", await EraseAsync(moderator, new { scope = "seminar", seminar, confirm = Title }));
        Assert.Equal("404 not-found", await EraseAsync(await Server.OutsiderAsync(), new { scope = "seminar", seminar, confirm = Title }));
        Assert.Equal("401 unauthenticated", await EraseAsync(Server.Stranger(), new { scope = "everything", confirm = "" }));
        Assert.Equal("403 forbidden", await EraseAsync(await member.WithTokenAsync("read", "annotate", "moderate", "export"), new { scope = "everything", confirm = member.Name }));
        Assert.Contains("words that stay", await ShownAsync(owner, document), StringComparison.Ordinal);
        Assert.Equal("200", await owner.GetAsync("/api/me").OutcomeAsync());
    }

    [Fact]
    public async Task Everything_goes_from_wherever_somebody_was_and_they_are_out()
    {
        var (here, owner, document) = await Server.NewSeminarAsync("Where they are");
        var (moderated, _, second) = await Server.NewSeminarAsync("Which they moderate");
        var (left, _, third) = await Server.NewSeminarAsync("Which they left");
        var (deleted, ended, fourth) = await Server.NewSeminarAsync("Which was deleted");
        var (name, word) = ($"Everywhere {Secret.NewId()}", $"gone-{Secret.NewId()}");
        var person = await Server.JoinAsync(Role.Annotator, name, here);
        List<(string Seminar, string Member)> seats = [(here, person.Member)];
        foreach (var (seminar, role) in new[] { (moderated, Role.Moderator), (left, Role.Annotator), (deleted, Role.Annotator) })
        {
            var member = (await Grain(seminar).JoinAsync(person.Person, name, role)).Demand().Id!;
            await Server.Accounts.SaveMembershipAsync(new Membership(person.Person, seminar, member));
            seats.Add((seminar, member));
        }

        foreach (var text in new[] { document, second, third, fourth })
            await person.AnnotateAsync(text, word);
        await person.AnnotateAsync(document, word, isPrivate: true);
        Assert.Equal("204", await person.DeleteAsync($"/api/seminars/{left}/members/{seats[2].Member}").OutcomeAsync());
        Assert.Equal("204", await ended.SendAsync(HttpMethod.Delete, $"/api/seminars/{deleted}", new { title = "Which was deleted" }).OutcomeAsync());
        using var link = await person.PostAsync("/api/me/links", new { days = 7 });
        var secret = ((string)(await link.JsonAsync())["url"]!).Split('#')[1];
        Assert.Equal("400 bad-request", await EraseAsync(person, new { scope = "everything", confirm = "Somebody else" }));
        Assert.NotEmpty(await Traces.InFilesAsync([word, name], Server.Data));

        using var erased = await person.PostAsync("/api/me/erase", new { scope = "everything", confirm = name });

        Assert.Equal("204", await erased.OutcomeAsync());
        Assert.Contains(erased.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("collab=;", StringComparison.Ordinal));
        Assert.Empty(await Traces.InFilesAsync([word, name], Server.Data));
        Assert.Equal("401 unauthenticated", await person.GetAsync("/api/me").OutcomeAsync());
        Assert.Equal("410 gone", await Server.Stranger().PostAsync("/api/join", new { secret }).OutcomeAsync());
        Assert.DoesNotContain(word, await ShownAsync(owner, document), StringComparison.Ordinal);
        foreach (var (seminar, member) in seats)
        {
            Assert.True((await Grain(seminar).OpenDeletedAsync())!.Members[member] is { Removed: true, Name: Member.ErasedName });
            var log = await Server.Services.GetRequiredService<IEventLog>().ReadAsync(seminar, 0, 1_000);
            Assert.Equal(member, Assert.Single(log.Select(EventCodec.Read), e => e.Data is ContentErased).Actor);
        }
    }

    private ISeminarGrain Grain(string seminar) => Server.Grains.GetGrain<ISeminarGrain>(seminar);

    private static Task<string> EraseAsync(Participant who, object request) => who.PostAsync("/api/me/erase", request).OutcomeAsync();

    private static async Task<string> ShownAsync(Participant who, string document) => (await who.ReadAsync($"/api/documents/{document}")).ToJsonString();
}
