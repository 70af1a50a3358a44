using System.Net;
using System.Text.RegularExpressions;
using Collab.Contracts.Seminars;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Server.Moderation;
using Collab.Storage;
using Collab.Storage.Accounts;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Moderation;

/// <summary>The record of what was done, as a page. Who may see it is tried by the matrix.</summary>
[Collection(ServerCollection.Name)]
public sealed partial class AuditPageTests(ServerFixture fixture) : IAsyncLifetime
{
    private string _seminar = "", _document = "";
    private Participant _owner = null!, _mira = null!, _jonas = null!;

    private CollabServer Server => fixture.Server;

    private string Path => $"/seminars/{_seminar}/audit";

    public async Task InitializeAsync()
    {
        (_seminar, _owner, _document) = await Server.NewSeminarAsync("Rules of the house", "No book leaves the room.", "The lamp is put out at ten.");
        _mira = await Server.JoinAsync(Role.Moderator, "Mira Holm", _seminar);
        _jonas = await Server.JoinAsync(Role.Annotator, "Jonas Reed", _seminar);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task It_says_in_sentences_newest_first_who_did_what_to_whom_where_and_why()
    {
        var (note, clause) = await ModerateAsync();
        string[] expected =
        [
            "Mira Holm closed the text in Rules of the house",
            "Mira Holm locked point 1 in Rules of the house: it is settled",
            $"{_owner.Name} made Jonas Reed a reader",
            "Mira Holm pinned note 1 of Jonas Reed at point 1 in Rules of the house",
            "Mira Holm showed note 1 of Jonas Reed again in Rules of the house: on it after all",
            "Mira Holm hid note 1 of Jonas Reed in Rules of the house: off the point",
            "Mira Holm made a link for a guest, to be used 3 times",
            "Jonas Reed came in as an annotator",
            "Mira Holm came in as a moderator",
        ];
        var rows = await RowsAsync(_mira, Path);
        Assert.Equal(expected, rows.Take(expected.Length));
        Assert.Contains($"href=\"/rooms/{_document}/notes/1\"", await HtmlAsync(_mira, Path), StringComparison.Ordinal);
        // Notes that people write are no acts, nor is what the seminar tells its documents an act once more.
        Assert.DoesNotContain(rows, row => row.Contains("said aloud", StringComparison.Ordinal));
        Assert.Equal(rows.Distinct(), rows);
        Assert.All([note, clause], id => Assert.DoesNotContain(id, string.Concat(rows), StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_says_who_was_muted_removed_and_brought_back_what_became_of_their_notes_and_who_slowed_the_text()
    {
        await _jonas.AnnotateAsync(_document, "said aloud");
        var member = $"/api/seminars/{_seminar}/members/{_jonas.Member}";
        await DoneAsync(_mira.PostAsync($"{member}/mute", new { until = "2126-05-04T10:00:00Z", reason = "shouting", notes = "hide" }));
        await DoneAsync(_mira.PostAsync($"{member}/unmute"));
        await DoneAsync(_mira.DeleteAsync(member));
        await DoneAsync(_mira.PostAsync($"{member}/restore"));
        await DoneAsync(_mira.PostAsync($"/api/documents/{_document}/slow-mode", new { commandId = Guid.NewGuid(), seconds = 30 }));
        await DoneAsync(_mira.PostAsync($"/api/documents/{_document}/slow-mode", new { commandId = Guid.NewGuid(), seconds = 0 }));
        string[] people = ["Mira Holm brought back Jonas Reed", "Mira Holm removed Jonas Reed"];
        string[] muted = ["Mira Holm showed the notes of Jonas Reed again", "Mira Holm let Jonas Reed write again", "Mira Holm hid all notes of Jonas Reed: shouting", "Mira Holm muted Jonas Reed until 4 May 2126, 10:00: shouting"];
        string[] slowed = ["Mira Holm ended the pause between notes in Rules of the house", "Mira Holm set a pause of 30 seconds between two notes of one person in Rules of the house"];
        Assert.Equal([.. slowed, .. people, .. muted], (await RowsAsync(_owner, Path)).Take(8));
        Assert.Equal(people, (await RowsAsync(_owner, $"{Path}?act=people&person={_jonas.Member}")).Take(2));
        Assert.Equal(muted, await RowsAsync(_owner, $"{Path}?act=muted"));
        Assert.Equal(slowed, (await RowsAsync(_owner, $"{Path}?act=texts")).Take(2));
    }

    [Fact]
    public async Task M123_It_says_what_was_decided_about_waiting_notes_and_flags_and_neither_who_flagged_nor_to_the_flagged()
    {
        const string Why = "a-reason-for-moderators";
        var (path, ida) = ($"/api/documents/{_document}", await Server.JoinAsync(Role.Annotator, "Ida Lund", _seminar));
        await DoneAsync(_mira.PostAsync($"{path}/approval", new { commandId = Guid.NewGuid(), on = true }));
        var (good, bad) = ((string)(await _jonas.AnnotateAsync(_document, "May I?"))["id"]!, (string)(await _jonas.AnnotateAsync(_document, "BUY NOW"))["id"]!);
        var note = await DecideAsync(good, "approve");
        await DecideAsync(bad, "reject", reason: "Advertising.");
        await DecideAsync(bad, "reject", on: false);
        await DoneAsync(ida.PostAsync($"{path}/annotations/{note}/flag", new { commandId = Guid.NewGuid(), reason = Why }));
        await DecideAsync(note, "dismiss", reason: "It is civil.");
        await DecideAsync(note, "dismiss", on: false);
        await DecideAsync(note, "dismiss", reason: "Still.");
        string[] flags =
        [
            "Mira Holm dismissed the flags of note 1 of Jonas Reed in Rules of the house: Still.",
            "Mira Holm put the flags of note 1 of Jonas Reed back in the queue in Rules of the house",
            "Mira Holm dismissed the flags of note 1 of Jonas Reed in Rules of the house: It is civil.",
        ];
        string[] waited =
        [
            "Mira Holm took back the rejection of a note of Jonas Reed in Rules of the house",
            "Mira Holm rejected a note of Jonas Reed in Rules of the house: Advertising.",
            "Mira Holm approved note 1 of Jonas Reed in Rules of the house",
        ];
        Assert.Equal([.. flags, .. waited], (await RowsAsync(_owner, Path)).Take(6));
        Assert.Equal([.. flags, .. waited], await RowsAsync(_owner, $"{Path}?act=decided&person={_jonas.Member}"));
        // What waited is in no record with its words; who flagged is in none at all.
        var html = await HtmlAsync(_owner, $"{Path}?person={ida.Member}") + await HtmlAsync(_owner, $"{Path}?act=decided");
        Assert.All([Why, "BUY NOW", "flagged note"], word => Assert.DoesNotContain(word, html, StringComparison.Ordinal));

        // Whose note it was is a moderator by now.
        await DoneAsync(_owner.PatchAsync($"/api/seminars/{_seminar}/members/{_jonas.Member}", new { role = "moderator" }));
        Assert.Equal(waited, await RowsAsync(_jonas, $"{Path}?act=decided"));
        Assert.All([await HtmlAsync(_jonas, $"/seminars/{_seminar}/queue"), await HtmlAsync(_jonas, $"/api/seminars/{_seminar}/queue")], told => Assert.DoesNotContain(Why, told, StringComparison.Ordinal));
        Assert.Contains(Why, await HtmlAsync(_mira, $"/api/seminars/{_seminar}/queue"), StringComparison.Ordinal);

        async Task<string> DecideAsync(string about, string what, bool? on = null, string? reason = null)
        {
            using var answer = await _mira.PostAsync($"{path}/annotations/{about}/{what}", what == "approve" ? new { commandId = Guid.NewGuid() } : new { commandId = Guid.NewGuid(), on = on ?? true, reason });
            Assert.Equal("200", await answer.OutcomeAsync());
            return (string?)(await answer.JsonAsync())["id"] ?? "";
        }
    }

    [Fact]
    public async Task The_university_stands_there_for_the_seats_that_it_gives()
    {
        var person = (await Server.OutsiderAsync()).Person;
        var grain = Server.Grains.GetGrain<ISeminarGrain>(_seminar);
        (await grain.AssignAsync(person, "Ines Vogt", Role.Reader)).Demand();
        (await grain.AssignAsync(person, "Ines Vogt", Role.Annotator)).Demand();
        Assert.Equal(["The university made Ines Vogt an annotator", "The university brought in Ines Vogt as a reader"], (await RowsAsync(_owner, $"{Path}?act=people")).Take(2));
    }

    [Fact]
    public async Task It_can_be_kept_to_a_kind_of_acts_and_to_a_person_who_did_them_or_whom_they_concerned()
    {
        await ModerateAsync();
        Assert.Equal(
            ["Mira Holm showed note 1 of Jonas Reed again in Rules of the house: on it after all", "Mira Holm hid note 1 of Jonas Reed in Rules of the house: off the point"],
            await RowsAsync(_owner, $"{Path}?act=notes"));
        Assert.Equal([$"{_owner.Name} made Jonas Reed a reader", "Jonas Reed came in as an annotator"], await RowsAsync(_owner, $"{Path}?act=people&person={_jonas.Member}"));
        Assert.Equal(["Mira Holm made a link for a guest, to be used 3 times"], await RowsAsync(_owner, $"{Path}?act=links&person={_mira.Member}"));
        Assert.Empty(await RowsAsync(_owner, $"{Path}?act=notes&person={_owner.Member}"));
        Assert.Contains("Nothing of that kind.", await HtmlAsync(_owner, $"{Path}?act=notes&person={_owner.Member}"), StringComparison.Ordinal);
        Assert.Equal("400 bad-request", await _owner.GetAsync($"{Path}?act=everything").OutcomeAsync());
        Assert.Equal("400 bad-request", await _owner.GetAsync($"{Path}?before=1.x").OutcomeAsync());
        Assert.Equal("400 bad-request", await _owner.GetAsync($"{Path}?before=-1").OutcomeAsync());
    }

    [Fact]
    public async Task Names_are_those_of_now_and_what_was_erased_is_gone()
    {
        var (_, clause) = await ModerateAsync();
        using (var unlocked = await _jonas.PatchAsync("/api/me", new { displayName = "Jonas Falk", seminar = _seminar }))
            Assert.True(unlocked.IsSuccessStatusCode);
        Assert.Contains("Mira Holm hid note 1 of Jonas Falk in Rules of the house: off the point", await RowsAsync(_owner, Path));
        using (var erased = await _owner.PostAsync($"/api/seminars/{_seminar}/members/{_mira.Member}/erase"))
            Assert.True(erased.IsSuccessStatusCode, await erased.OutcomeAsync());
        var rows = await RowsAsync(_owner, Path);
        Assert.Equal($"{_owner.Name} erased the words and the name of Name erased", rows[0]);
        Assert.Contains("Name erased hid note 1 of Jonas Falk in Rules of the house", rows);
        var html = await HtmlAsync(_owner, Path);
        Assert.All(["Mira", "Reed", "off the point", "it is settled"], word => Assert.DoesNotContain(word, html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_older_stands_on_the_next_page_each_act_once_whatever_is_done_meanwhile()
    {
        var grain = Server.Grains.GetGrain<ISeminarGrain>(_seminar);
        for (var i = 0; i < 120; i++)
            (await grain.CreateInviteAsync(_owner.Member, Role.Reader, Secret.Hash($"{i} {_seminar}"), null, i + 2)).Demand();
        List<string> rows = [];
        for (var (path, pages) = ((string?)$"{Path}?act=links", 0); path is not null; pages++)
        {
            Assert.InRange(pages, 0, 3);
            var html = await HtmlAsync(_owner, path);
            rows.AddRange(RowsOf(html));
            (await grain.CreateInviteAsync(_owner.Member, Role.Guest, Secret.Hash($"later {pages} {_seminar}"), null, null)).Demand();
            path = Older().Match(html) is { Success: true } older ? WebUtility.HtmlDecode(older.Groups[1].Value) : null;
        }

        Assert.Equal(Enumerable.Range(2, 120).Reverse().Select(uses => $"{_owner.Name} made a link for a reader, to be used {uses} times"), rows);
    }

    [Fact]
    public async Task The_logs_are_gone_through_by_time_and_no_further_than_was_asked()
    {
        for (var i = 0; i < 5; i++)
        {
            await _jonas.AnnotateAsync(_document, $"note {i}");
            (await Server.Grains.GetGrain<ISeminarGrain>(_seminar).RenameAsync(_jonas.Member, $"Jonas {i}")).Demand();
        }

        var log = Server.Services.GetRequiredService<IEventLog>();
        var heads = new[] { (await log.FindAsync(_seminar))!, (await log.FindAsync(_document))! };
        var logs = heads.Select(head => new BackwardLog(head.Stream, head.Head, log)).ToList();
        List<LogEvent> all = [];
        for (var rounds = 0; logs.Any(each => each.Next > 0); rounds++)
        {
            var found = await AuditTrail.ReadAsync(logs, (_, stored) => EventCodec.Read(stored), 100, mostLookedAt: 7);
            Assert.InRange(found.Count, 1, 7);
            all.AddRange(found.Select(each => each.Event));
        }

        Assert.Equal(heads.Sum(head => head.Head), all.Count);
        Assert.Equal(all.OrderByDescending(e => e.At).Select(e => e.At), all.Select(e => e.At));
    }

    /// <summary>What a moderator and an owner may do, once each.</summary>
    private async Task<(string Note, string Clause)> ModerateAsync()
    {
        var path = $"/api/documents/{_document}";
        var clause = (string)(await _mira.ReadAsync(path))["clauses"]![0]!["id"]!;
        var note = (string)(await _jonas.AnnotateAsync(_document, "said aloud", clause))["id"]!;
        await DoneAsync(_mira.PostAsync($"/api/seminars/{_seminar}/invites", new { role = "guest", maxUses = 3 }));
        await DoneAsync(_mira.PostAsync($"{path}/annotations/{note}/hide", new { commandId = Guid.NewGuid(), reason = "off the point" }));
        await DoneAsync(_mira.PostAsync($"{path}/annotations/{note}/unhide", new { commandId = Guid.NewGuid(), reason = "on it after all" }));
        await DoneAsync(_mira.PutAsync($"{path}/annotations/{note}/pin", new { commandId = Guid.NewGuid(), clause }));
        await DoneAsync(_owner.PatchAsync($"/api/seminars/{_seminar}/members/{_jonas.Member}", new { role = "reader" }));
        await DoneAsync(_mira.PostAsync($"{path}/clauses/{clause}/lock", new { commandId = Guid.NewGuid(), reason = "it is settled" }));
        await DoneAsync(_mira.PostAsync($"{path}/close", new { commandId = Guid.NewGuid() }));
        return (note, clause);
    }

    private static async Task DoneAsync(Task<HttpResponseMessage> act)
    {
        using var answer = await act;
        Assert.True(answer.IsSuccessStatusCode, await answer.OutcomeAsync());
    }

    private static Task<string> HtmlAsync(Participant reader, string path) => reader.Http.GetStringAsync(path);

    /// <summary>The sentences of a page, without their times.</summary>
    private static async Task<IReadOnlyList<string>> RowsAsync(Participant reader, string path) => RowsOf(await HtmlAsync(reader, path));

    private static IReadOnlyList<string> RowsOf(string html) =>
        [.. Row().Matches(html).Select(row => Spaces().Replace(WebUtility.HtmlDecode(Tag().Replace(row.Groups[1].Value, "")), " ").Trim())];

    [GeneratedRegex("<li><span class=\"quiet\">.*?</span>(.*?)</li>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("<a href=\"([^\"]*)\">Older</a>")]
    private static partial Regex Older();
}
