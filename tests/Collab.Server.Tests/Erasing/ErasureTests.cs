using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Contracts.Sealed;
using Collab.Domain.Commands;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Server.Admin;
using Collab.Storage;
using Collab.Storage.Accounts;
using Collab.Storage.Erasures;
using Collab.Testing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Erasing;

/// <summary>What was erased is gone: from what the server shows, and from the bytes of its files.</summary>
public sealed class ErasureTests : IAsyncLifetime, IDisposable
{
    private const string Name = "Ingrid Vanishing-Ölander", FormerName = "Ingrid Formerly-Åkesson";
    private const string Body = "vanishing-body-ø", Former = "vanishing-former-ø", Removed = "vanishing-removed-ø", Hidden = "vanishing-hidden-ø", Tag = "vanishing-tag-ø";
    private const string Reply = "vanishing-reply-ø", Private = "vanishing-private-ø", Sealed = "vanishing-sealed-ø", Reason = "vanishing-reason-ø", Token = "vanishing-token-ø", Device = "vanishing-device-ø";

    private static readonly string[] Words = [Name, FormerName, Body, Former, Removed, Hidden, Tag, Reply, Private, Sealed, Reason, Token, Device];

    private readonly string _folder = Directory.CreateTempSubdirectory("collab-erase-").FullName;
    private CollabServer _server = null!;
    private Participant _owner = null!, _ingrid = null!, _reader = null!;
    private string _seminar = "", _document = "", _note = "";
    private long _before;

    private string Data => Path.Combine(_folder, "data");

    private string Notes => $"/api/documents/{_document}/annotations";

    public async Task InitializeAsync()
    {
        _server = await CollabServer.StartAsync(Data);
        (_seminar, _owner, _document) = await _server.NewSeminarAsync();
        _reader = await _server.JoinAsync(Role.Reader, "Rolf Reader", _seminar);
        _ingrid = await WriteAsync();
        _before = (long)(await _owner.ReadAsync($"/api/documents/{_document}"))["seq"]!;
    }

    public async Task DisposeAsync()
    {
        await _owner.DisposeAsync();
        await _ingrid.DisposeAsync();
        await _reader.DisposeAsync();
        await _server.DisposeAsync();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task No_byte_of_the_words_and_the_name_is_left_in_files_backups_and_exports()
    {
        var before = Path.Combine(_folder, "before");
        await KeepAsync(before);
        Assert.All(Words, word => Assert.Contains($"{word} in collab.db", TracesIn(Data, "collab.db").Concat(TracesIn(Data, "collab.db-wal").Select(found => found.Replace("-wal", "")))));
        Assert.All(Words, word => Assert.Contains($"{word} in all.backup", TracesIn(before, "all.backup")));
        Assert.NotEmpty(TracesIn(before, "export.html"));

        await EraseAsync(_ingrid, _ingrid.Member);

        var after = Path.Combine(_folder, "after");
        await KeepAsync(after);
        Assert.Empty(await Traces.InFilesAsync(Words, Data, after));
        Assert.NotEmpty(await Traces.InFilesAsync(["the answer of another"], Data));
        var verified = await Verification.RunAsync(_server.Services.GetRequiredService<IStorage>(), _ => Task.CompletedTask);
        Assert.Empty(verified.Damaged);

        await RestartAsync();
        await KeepAsync(Path.Combine(_folder, "later"));
        Assert.Empty(await Traces.InFilesAsync(Words, Data, Path.Combine(_folder, "later")));

        List<string> TracesIn(string folder, string file) => [.. Words.Where(word => File.Exists(Path.Combine(folder, file)) && Traces.Holds(Read(Path.Combine(folder, file)), word)).Select(word => $"{word} in {file}")];
    }

    [Fact]
    public async Task Nothing_that_the_server_shows_has_them_then_or_of_the_past()
    {
        string[] ways = [$"/api/documents/{_document}", $"/api/documents/{_document}?at={_before}", $"/api/documents/{_document}/events?after=0&limit=1000", $"{Notes}/{_note}",
            $"/api/documents/{_document}/notebook", $"/api/documents/{_document}/notebook/events?after=0", $"/api/documents/{_document}/search?q=vanishing",
            $"/api/seminars/{_seminar}/members", "/api/me", $"/rooms/{_document}/reading", $"/rooms/{_document}/manage", $"/seminars/{_seminar}/audit"];
        var shown = await ShownAsync();
        Assert.All(Words.Except([Removed, Sealed, Token, Device, FormerName, Former]), word => Assert.Contains(shown, text => text.Contains(word, StringComparison.Ordinal)));
        Assert.All(shown, text => Assert.DoesNotContain(Sealed, text, StringComparison.Ordinal));

        await EraseAsync(_owner, _ingrid.Member);

        Assert.All(await ShownAsync(), text => Assert.DoesNotContain("vanishing", text, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("the answer of another", (await ShownAsync())[0], StringComparison.Ordinal);
        await RestartAsync();
        Assert.All(await ShownAsync(), text => Assert.DoesNotContain("vanishing", text, StringComparison.OrdinalIgnoreCase));

        async Task<List<string>> ShownAsync()
        {
            List<string> texts = [];
            foreach (var way in ways)
            {
                // Tokens and devices are private matters; the search itself says the word only where it finds something.
                texts.Add(await (await _owner.GetAsync(way)).Content.ReadAsStringAsync());
                texts.Add(await (await _ingrid.GetAsync(way)).Content.ReadAsStringAsync());
            }

            return texts;
        }
    }

    [Fact]
    public async Task Open_readers_are_told_by_an_event_and_what_they_are_told_after_it_has_no_words()
    {
        await using var first = await _owner.ConnectAsync();
        await using var second = await _reader.ConnectAsync();
        var told = Task.WhenAll(UntilErasedAsync(first), UntilErasedAsync(second));

        await EraseAsync(_ingrid, _ingrid.Member);

        foreach (var erased in await told)
        {
            Assert.Equal(_ingrid.Member, erased.GetProperty("data").GetProperty("member").GetString());
            Assert.Equal(Member.ErasedName, erased.GetProperty("actor").GetProperty("name").GetString());
        }

        var seq = (await told)[0].GetProperty("seq").GetInt64();
        var again = JsonSerializer.Serialize(await BatchesAsync(second, 0, seq));
        Assert.DoesNotContain("vanishing", again, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"withheld\":\"erased\"", again, StringComparison.Ordinal);

        async Task<JsonElement> UntilErasedAsync(HubConnection hub) => (await BatchesAsync(hub, _before, _before + 1)).Single(e => e.GetProperty("kind").GetString() == "ContentErased");
    }

    [Fact]
    public async Task Asked_again_or_at_once_it_is_as_if_it_were_asked_once()
    {
        await Task.WhenAll(EraseAsync(_ingrid, _ingrid.Member), EraseAsync(_owner, _ingrid.Member));
        var once = await NotesAsync();
        await EraseAsync(_owner, _ingrid.Member);
        Assert.Equal(once, await NotesAsync());
        await RestartAsync();
        Assert.Equal(once, await NotesAsync());

        async Task<string> NotesAsync() => (await _owner.ReadAsync($"/api/documents/{_document}"))["annotations"]!.ToJsonString();
    }

    [Fact]
    public async Task Who_is_erased_stays_a_member_may_write_again_and_take_a_name()
    {
        await EraseAsync(_ingrid, _ingrid.Member);
        Assert.Equal(Member.ErasedName, (string)(await _ingrid.ReadAsync("/api/me"))["displayName"]!);
        await _ingrid.AnnotateAsync(_document, "a new beginning");
        Assert.Equal(HttpStatusCode.OK, (await _ingrid.PatchAsync("/api/me", new { displayName = "Nova" })).StatusCode);
        await RestartAsync();
        var note = (await _owner.ReadAsync($"/api/documents/{_document}"))["annotations"]!.AsArray()[^1]!;
        Assert.Equal(("a new beginning", "Nova"), ((string)note["body"]!["text"]!, (string)note["creator"]!["name"]!));
    }

    [Fact]
    public async Task What_is_left_in_unused_parts_of_pages_of_people_goes_with_the_next_erasure()
    {
        await RestartAsync(LeaveBehind);
        Assert.NotEmpty(await Traces.InFilesAsync(["left-behind"], Data));

        await EraseAsync(_owner, _ingrid.Member);

        Assert.Empty(await Traces.InFilesAsync(["left-behind"], Data));
        Assert.Equal(_owner.Name, (await _server.Accounts.FindPersonAsync(_owner.Person))!.DisplayName);

        // As a page that was split would.
        void LeaveBehind()
        {
            using var database = new SqliteConnection($"Data Source={Path.Combine(Data, "collab.db")};Pooling=False");
            database.Open();
            using var rows = database.CreateCommand();
            rows.CommandText = "PRAGMA secure_delete = OFF; INSERT INTO people VALUES ('a', 'left-behind', 1), ('b', 'left-behind', 1); DELETE FROM people WHERE id IN ('a', 'b')";
            rows.ExecuteNonQuery();
        }
    }

    [Fact]
    public async Task Another_seminar_of_the_person_is_left_alone_until_it_is_asked_for()
    {
        var (other, _, second) = await _server.NewSeminarAsync("Elsewhere");
        var grain = _server.Grains.GetGrain<Contracts.Seminars.ISeminarGrain>(other);
        var member = (await grain.JoinAsync(_ingrid.Person, Name, Role.Annotator)).Demand().Id!;
        await _server.Accounts.SaveMembershipAsync(new Membership(_ingrid.Person, other, member));
        await _ingrid.AnnotateAsync(second, Body);

        await EraseAsync(_ingrid, _ingrid.Member);

        Assert.Equal(Name, (await _server.Accounts.FindPersonAsync(_ingrid.Person))!.DisplayName);
        Assert.Equal(Body, await FirstBodyAsync(_ingrid, second));
        Assert.Equal("204", await _ingrid.PostAsync($"/api/seminars/{other}/members/{member}/erase").OutcomeAsync());
        Assert.Empty(await Traces.InFilesAsync(Words, Data));
    }

    [Fact]
    public async Task Who_may_not_is_refused_and_nothing_is_erased()
    {
        var moderator = await _server.JoinAsync(Role.Moderator, null, _seminar);
        var outsider = await _server.OutsiderAsync();
        var path = $"/api/seminars/{_seminar}/members/{_ingrid.Member}/erase";
        Assert.Equal("403 forbidden", await moderator.PostAsync(path).OutcomeAsync());
        Assert.Equal("403 forbidden", await _reader.PostAsync(path).OutcomeAsync());
        Assert.Equal("404 not-found", await outsider.PostAsync(path).OutcomeAsync());
        Assert.Equal("401 unauthenticated", await _server.Stranger().PostAsync(path).OutcomeAsync());
        Assert.Equal("404 not-found", await _owner.PostAsync($"/api/seminars/{_seminar}/members/nobody/erase").OutcomeAsync());
        Assert.Equal("a note of another", await FirstBodyAsync(_owner, _document));
        Assert.NotEmpty(await Traces.InFilesAsync([Body], Data));
        Assert.False(File.Exists(ErasureList.Of(Data).File));
    }

    private async Task EraseAsync(Participant by, string member) =>
        Assert.Equal("204", await by.PostAsync($"/api/seminars/{_seminar}/members/{member}/erase").OutcomeAsync());

    private static async Task<string> FirstBodyAsync(Participant by, string document) =>
        (string)(await by.ReadAsync($"/api/documents/{document}"))["annotations"]![0]!["body"]!["text"]!;

    /// <summary>Somebody who wrote everything that can be written.</summary>
    private async Task<Participant> WriteAsync()
    {
        var ingrid = await _server.JoinAsync(Role.Moderator, FormerName, _seminar);
        await _server.Accounts.StartSessionAsync(Secret.New(), ingrid.Person, Device, SignInWay.Invite, DateTimeOffset.UtcNow);
        await OkAsync(ingrid.PatchAsync("/api/me", new { displayName = Name }));
        await OkAsync(ingrid.PostAsync("/api/tokens", new { name = Token, scopes = new[] { "read" } }));
        var others = (string)(await _owner.AnnotateAsync(_document, "a note of another"))["id"]!;
        await OkAsync(ingrid.PostAsync($"{Notes}/{others}/hide", new { commandId = Guid.NewGuid(), reason = Reason }));
        _note = await AddAsync(Former);
        await OkAsync(ingrid.PatchAsync($"{Notes}/{_note}", new { commandId = Guid.NewGuid(), version = 1, body = new { text = Body }, tags = new[] { Tag } }));
        await OkAsync(_owner.PostAsync($"{Notes}/{_note}/replies", new { commandId = Guid.NewGuid(), body = new { text = "the answer of another" } }));
        await OkAsync(ingrid.PostAsync($"{Notes}/{_note}/replies", new { commandId = Guid.NewGuid(), body = new { text = Reply } }));
        await OkAsync(ingrid.DeleteAsync($"{Notes}/{await AddAsync(Removed)}", Guid.NewGuid()));
        await OkAsync(_owner.PostAsync($"{Notes}/{await AddAsync(Hidden)}/hide", new { commandId = Guid.NewGuid() }));
        await ingrid.AnnotateAsync(_document, Private, isPrivate: true);
        var waiting = new AddAnnotation { CommandId = Guid.NewGuid(), Actor = ingrid.Member!, Text = Sealed };
        (await _server.Grains.GetGrain<ISealedGrain>($"{_document}/waiting").ExecuteAsync(waiting)).Demand();
        await OkAsync(_owner.PatchAsync($"/api/seminars/{_seminar}/members/{ingrid.Member}", new { role = "annotator" }));
        return ingrid;

        async Task<string> AddAsync(string text) => (string)(await ingrid.AnnotateAsync(_document, text))["id"]!;
    }

    /// <summary>A backup and every export.</summary>
    private async Task KeepAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        await _server.Services.GetRequiredService<IStorage>().BackupAsync(Path.Combine(folder, "all.backup"));
        foreach (var format in new[] { "markdown", "html", "jsonld", "json", "csv", "text" })
        {
            using var export = await _owner.GetAsync($"/api/documents/{_document}/export?format={format}");
            await File.WriteAllBytesAsync(Path.Combine(folder, $"export.{format}"), await export.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync());
        }
    }

    private async Task RestartAsync(Action? between = null)
    {
        await _server.DisposeAsync();
        between?.Invoke();
        _server = await CollabServer.StartAsync(Data);
        _owner = new Participant(_server, _owner.Name, _owner.Cookie) { Member = _owner.Member, Person = _owner.Person };
        _ingrid = new Participant(_server, Name, _ingrid.Cookie) { Member = _ingrid.Member, Person = _ingrid.Person };
    }

    private async Task<List<JsonElement>> BatchesAsync(HubConnection hub, long after, long until)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        List<JsonElement> events = [];
        await foreach (var batch in hub.StreamAsync<JsonElement>("Watch", _document, after, patience.Token))
        {
            events.AddRange(batch.GetProperty("events").EnumerateArray());
            if (batch.GetProperty("last").GetInt64() >= until)
                break;
        }

        return events;
    }

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static async Task OkAsync(Task<HttpResponseMessage> call)
    {
        using var answer = await call;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
