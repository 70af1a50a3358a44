using Collab.Contracts.Seminars;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Storage;
using Collab.Storage.Accounts;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Sessions;

/// <summary>A rehearsal is its maker's alone, leaves the text as it was, and is gone when it is ended.</summary>
[Collection(ServerCollection.Name)]
public sealed class RehearsalTests(ServerFixture fixture)
{
    [Fact]
    public async Task M158_Made_up_readers_act_where_the_session_is_others_each_time_into_a_round_too_and_nobody_acts_where_people_read()
    {
        var (seminar, _, document) = await fixture.Server.NewSeminarAsync();
        var moderator = await fixture.Server.JoinAsync(Role.Moderator, "Mara Stein", seminar);
        // Somebody real of the same name is not made to say anything.
        var real = await fixture.Server.JoinAsync(Role.Annotator, "Made-up Ada", seminar);
        var before = (long)(await moderator.ReadAsync($"/api/documents/{document}"))["seq"]!;
        Assert.Equal(0, await ActAsync(document));
        Assert.Equal(before, (long)(await moderator.ReadAsync($"/api/documents/{document}"))["seq"]!);
        Assert.Equal("403 forbidden", await real.PostAsync($"/api/documents/{document}/rehearsal/act").OutcomeAsync());

        using var begun = await moderator.PostAsync($"/api/documents/{document}/rehearsal");
        var copy = (string)(await begun.JsonAsync())["document"]!;
        var path = $"/api/documents/{copy}";
        var clauses = (await moderator.ReadAsync(path))["clauses"]!.AsArray();
        var (point, other) = ((string)clauses[1]!["id"]!, (string)clauses[0]!["id"]!);
        var joined = (await moderator.ReadAsync(path))["members"]!.AsArray().Select(member => (string)member!["id"]!).ToHashSet();
        await DoAsync("session/open", new { commandId = Guid.NewGuid() });
        await DoAsync("lead", new { commandId = Guid.NewGuid(), clause = point });
        var known = (await moderator.ReadAsync(path))["annotations"]!.AsArray().Count;
        Assert.Equal(4, await ActAsync(copy));
        Assert.Equal(4, await ActAsync(copy));
        var after = await moderator.ReadAsync(path);
        var written = after["annotations"]!.AsArray().Skip(known).ToList();
        Assert.Equal((4, 2), (written.Count, written.Count(note => note!["replyTo"] is not null)));
        Assert.All(written.Where(note => note!["replyTo"] is null), note => Assert.Equal(point, (string)note!["targets"]![0]!["clause"]!));
        Assert.Equal(4, written.Select(note => (string)note!["creator"]!["id"]!).Distinct().Count());
        Assert.All(written, note => Assert.Contains((string)note!["creator"]!["id"]!, joined));
        Assert.DoesNotContain(written, note => (string)note!["creator"]!["id"]! == (string)after["sessions"]![0]!["by"]!);

        // In a blind round they write as members do: nobody reads it before the reveal.
        await DoAsync("lead", new { commandId = Guid.NewGuid(), clause = other });
        await DoAsync($"clauses/{other}/round/open", new { commandId = Guid.NewGuid(), show = "counts" });
        known = await RootsAsync();
        Assert.True(await ActAsync(copy) >= 2);
        var round = (await moderator.ReadAsync(path))["rounds"]![0]!;
        Assert.Equal(known, await RootsAsync());
        Assert.Equal(1, (int)(await moderator.ReadAsync($"{path}/rounds/{round["id"]}"))["notes"]!);

        await DoAsync($"clauses/{other}/round/cancel", new { commandId = Guid.NewGuid() });
        await DoAsync("close", new { commandId = Guid.NewGuid() });
        Assert.Equal("409 closed", await moderator.PostAsync($"{path}/rehearsal/act").OutcomeAsync());

        // What was there before is answered in a round too.
        async Task<int> RootsAsync() => (await moderator.ReadAsync(path))["annotations"]!.AsArray().Count(note => note!["replyTo"] is null);

        async Task DoAsync(string what, object body)
        {
            using var answer = await moderator.PostAsync($"{path}/{what}", body);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }

        async Task<int> ActAsync(string where)
        {
            using var answer = await moderator.PostAsync($"/api/documents/{where}/rehearsal/act");
            Assert.Equal(200, (int)answer.StatusCode);
            return (int)(await answer.JsonAsync())["done"]!;
        }
    }

    [Fact]
    public async Task Whose_name_was_erased_begins_none_and_keeps_the_one_that_they_have()
    {
        var (seminar, _, document) = await fixture.Server.NewSeminarAsync();
        var maker = await fixture.Server.JoinAsync(Role.Owner, "Mara Stein", seminar);
        using var begun = await maker.PostAsync($"/api/documents/{document}/rehearsal");
        var copy = (string)(await begun.JsonAsync())["document"]!;
        await fixture.Server.Accounts.SavePersonAsync(new Person(maker.Person, Member.ErasedName, DateTimeOffset.UtcNow));
        var settings = await SettingsAsync();
        using var refused = await maker.PostAsync($"/api/documents/{document}/rehearsal");
        Assert.Equal("422 bad-name", await refused.OutcomeAsync());
        Assert.Contains("Your name was erased.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("200", await maker.GetAsync($"/api/documents/{copy}").OutcomeAsync());
        Assert.Empty((await SettingsAsync()).Except(settings));
        Assert.Equal("200", await maker.PatchAsync("/api/me", new { displayName = "Nova" }).OutcomeAsync());
        Assert.Equal("201", await maker.PostAsync($"/api/documents/{document}/rehearsal").OutcomeAsync());
        Assert.Equal("404 not-found", await maker.GetAsync($"/api/documents/{copy}").OutcomeAsync());

        Task<IReadOnlyList<string>> SettingsAsync() => fixture.Server.Accounts.ListSettingsAsync("rehearsal:");
    }

    [Fact]
    public async Task M222_Whoever_begins_a_rehearsal_ends_none_of_somebody_else_into_which_they_were_asked()
    {
        var (ann, anns) = await MakerAsync();
        var first = await BeginAsync(ann, anns);
        foreach (var role in new[] { Role.Reader, Role.Owner })
        {
            var (bob, bobs) = await MakerAsync();
            var member = (await fixture.Server.Grains.GetGrain<ISeminarGrain>(first.Seminar).JoinAsync(bob.Person, $"Bob {role}", role)).Demand().Id!;
            await fixture.Server.Accounts.SaveMembershipAsync(new Membership(bob.Person, first.Seminar, member));
            await BeginAsync(bob, bobs);
            foreach (var who in new[] { ann, bob })
                Assert.Equal((role, "200"), (role, await who.GetAsync($"/api/documents/{first.Document}").OutcomeAsync()));
        }

        var maker = (string)(await ann.ReadAsync("/api/me"))["seminars"]!.AsArray().Single(seat => (string)seat!["id"]! == first.Seminar)!["member"]!;
        await BeginAsync(ann, anns);
        Assert.Equal("404 not-found", await ann.GetAsync($"/api/documents/{first.Document}").OutcomeAsync());
        var log = await fixture.Server.Services.GetRequiredService<IEventLog>().ReadAsync(first.Seminar, 0, 1_000);
        Assert.Equal(maker, Assert.Single(log.Select(EventCodec.Read), e => e.Data is SeminarDeleted).Actor);

        async Task<(Participant, string)> MakerAsync()
        {
            var (_, owner, document) = await fixture.Server.NewSeminarAsync();
            return (owner, document);
        }

        static async Task<(string Seminar, string Document)> BeginAsync(Participant who, string document)
        {
            using var answer = await who.PostAsync($"/api/documents/{document}/rehearsal");
            Assert.Equal(201, (int)answer.StatusCode);
            var begun = await answer.JsonAsync();
            return ((string)begun["seminar"]!, (string)begun["document"]!);
        }
    }

    [Fact]
    public async Task M249_What_somebody_else_has_pinned_is_in_no_rehearsal_and_one_of_an_earlier_version_ends_with_its_words()
    {
        const string Berts = "rehearsed-words-of-bert", Moras = "rehearsed-words-of-mora", Copied = "words-of-bert-copied-before";
        await using var server = await CollabServer.StartAsync();
        var (seminar, owner, document) = await server.NewSeminarAsync();
        var (mora, bert) = (await server.JoinAsync(Role.Moderator, "Mora Stein", seminar), await server.JoinAsync(Role.Annotator, "Bert Pinned", seminar));
        var point = (string)(await owner.ReadAsync($"/api/documents/{document}"))["clauses"]!.AsArray()[0]!["id"]!;
        foreach (var (who, words) in new[] { (bert, Berts), (mora, Moras) })
            Assert.Equal("200", await mora.PutAsync($"/api/documents/{document}/annotations/{(await who.AnnotateAsync(document, words, point))["id"]}/pin", new { commandId = Guid.NewGuid(), clause = point }).OutcomeAsync());

        var (before, copy) = await BeginAsync();
        var text = (await mora.ReadAsync($"/api/documents/{copy}")).ToJsonString();
        Assert.Equal(2, (await mora.ReadAsync($"/api/documents/{copy}"))["pins"]!.AsArray().Count);
        Assert.Contains(Moras, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Berts, text, StringComparison.Ordinal);
        Assert.Equal("204", await bert.SendAsync(HttpMethod.Post, "/api/me/erase", new { scope = "seminar", seminar, confirm = "Another seminar" }).OutcomeAsync());
        Assert.Empty(await Erasing.Traces.InFilesAsync([Berts], server.Data));

        // One as an earlier version began it.
        await mora.AnnotateAsync(copy, Copied, (string)(await mora.ReadAsync($"/api/documents/{copy}"))["clauses"]!.AsArray()[0]!["id"]!);
        var retention = server.Services.GetRequiredService<Server.Privacy.Retention>();
        await retention.RoundAsync();
        Assert.Equal("200", await mora.GetAsync($"/api/documents/{copy}").OutcomeAsync());
        await server.Accounts.SaveSettingAsync($"rehearsal:{before}", new byte[] { 1 });
        await retention.RoundAsync();
        Assert.Equal("404 not-found", await mora.GetAsync($"/api/documents/{copy}").OutcomeAsync());
        Assert.Empty(await Erasing.Traces.InFilesAsync([Copied], server.Data));
        Assert.Equal("200", await mora.GetAsync($"/api/documents/{document}").OutcomeAsync());

        var (_, next) = await BeginAsync();
        await retention.RoundAsync();
        Assert.Equal("200", await mora.GetAsync($"/api/documents/{next}").OutcomeAsync());

        async Task<(string Seminar, string Document)> BeginAsync()
        {
            using var answer = await mora.PostAsync($"/api/documents/{document}/rehearsal");
            var begun = await answer.JsonAsync();
            return ((string)begun["seminar"]!, (string)begun["document"]!);
        }
    }

    [Fact]
    public async Task M137_Nobody_but_its_maker_finds_a_rehearsal_and_when_it_is_ended_or_another_is_begun_nobody_does()
    {
        var (seminar, owner, document) = await fixture.Server.NewSeminarAsync();
        var moderator = await fixture.Server.JoinAsync(Role.Moderator, "Mara Stein", seminar);
        var path = $"/api/documents/{document}";
        var point = (string)(await owner.ReadAsync(path))["clauses"]!.AsArray()[0]!["id"]!;
        using (var pin = await owner.PostAsync($"{path}/annotations", new { commandId = Guid.NewGuid(), targets = new[] { new { clause = point } }, body = new { text = "Read this first.", format = "markdown" }, pin = true }))
            Assert.True(pin.IsSuccessStatusCode);
        using (var agenda = await owner.PostAsync($"{path}/agenda", new { commandId = Guid.NewGuid(), items = new[] { new { clause = point, seconds = 300 } } }))
            Assert.True(agenda.IsSuccessStatusCode);
        var before = (long)(await owner.ReadAsync(path))["seq"]!;

        var first = await BeginAsync();
        var copy = await moderator.ReadAsync($"/api/documents/{first.Document}");
        Assert.Equal((1, 9, 5, 2, 1), (copy["pins"]!.AsArray().Count, copy["annotations"]!.AsArray().Count, copy["stances"]!["taken"]!.AsArray().Count, copy["hands"]!.AsArray().Count, copy["agenda"]!.AsArray().Count));
        Assert.Equal("Rehearsal: Another seminar", (string)copy["title"]!);
        Assert.Contains("\"rehearsal\":true", await moderator.Http.GetStringAsync($"/rooms/{first.Document}"), StringComparison.Ordinal);
        Assert.DoesNotContain("\"rehearsal\"", await moderator.Http.GetStringAsync($"/rooms/{document}"), StringComparison.Ordinal);
        // The owner of the text is nobody there either.
        await ExpectNoneAsync(owner, first);
        Assert.Equal(before, (long)(await owner.ReadAsync(path))["seq"]!);
        Assert.Equal("409 already", await moderator.PostAsync($"/api/documents/{first.Document}/rehearsal").OutcomeAsync());

        var second = await BeginAsync();
        await ExpectNoneAsync(moderator, first);
        using var ended = await moderator.Http.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"/api/seminars/{second.Seminar}") { Content = System.Net.Http.Json.JsonContent.Create(new { title = "Rehearsal: Another seminar" }) });
        Assert.Equal(204, (int)ended.StatusCode);
        await ExpectNoneAsync(moderator, second);

        async Task<(string Seminar, string Document)> BeginAsync()
        {
            using var answer = await moderator.PostAsync($"{path}/rehearsal");
            Assert.Equal(201, (int)answer.StatusCode);
            var made = await answer.JsonAsync();
            return ((string)made["seminar"]!, (string)made["document"]!);
        }

        static async Task ExpectNoneAsync(Participant who, (string Seminar, string Document) rehearsal)
        {
            foreach (var hidden in new[] { $"/api/documents/{rehearsal.Document}", $"/rooms/{rehearsal.Document}", $"/api/seminars/{rehearsal.Seminar}" })
            {
                using var answer = await who.GetAsync(hidden);
                Assert.Equal(404, (int)answer.StatusCode);
            }

            Assert.DoesNotContain(rehearsal.Document, await who.Http.GetStringAsync("/"), StringComparison.Ordinal);
        }
    }
}
