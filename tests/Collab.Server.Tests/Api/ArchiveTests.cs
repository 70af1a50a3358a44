using System.IO.Compression;
using System.Text.RegularExpressions;
using Collab.Contracts.Sealed;
using Collab.Domain.Commands;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Api;

/// <summary>The file in which an owner keeps a whole seminar.</summary>
[Collection(ServerCollection.Name)]
public sealed partial class ArchiveTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    [Fact]
    public async Task M84_the_archive_is_its_owners_alone()
    {
        var (seminar, owner, _) = await Server.NewSeminarAsync();
        foreach (var role in new[] { Role.Moderator, Role.Annotator, Role.Reader, Role.Guest })
            Assert.Equal("403 forbidden", await (await Server.JoinAsync(role, seminar: seminar)).GetAsync(Path(seminar)).OutcomeAsync());
        Assert.Equal("404 not-found", await (await Server.OutsiderAsync()).GetAsync(Path(seminar)).OutcomeAsync());
        Assert.Equal("401 unauthenticated", await Server.Stranger().GetAsync(Path(seminar)).OutcomeAsync());
        Assert.Equal("403 forbidden", await (await owner.WithTokenAsync("read", "annotate", "moderate")).GetAsync(Path(seminar)).OutcomeAsync());
        Assert.Equal("200", await (await owner.WithTokenAsync("export")).GetAsync(Path(seminar)).OutcomeAsync());
    }

    [Fact]
    public async Task M85_it_holds_every_text_with_its_discussion_and_no_private_note_withheld_name_secret_or_other_seminar()
    {
        var (seminar, owner, document) = await Server.NewSeminarAsync("The whole seminar", "To read slowly.");
        var second = await Server.ImportAsync(seminar, owner.Member, "The second text", "To write in the margin.");
        Assert.Equal("200", await owner.PatchAsync($"/api/seminars/{seminar}/settings", new { names = "pseudonyms-for-all" }).OutcomeAsync());
        using var made = await owner.PostAsync($"/api/seminars/{seminar}/invites", new { role = "reader" });
        var link = ((string)(await made.JsonAsync())["url"]!).Split('#')[1];
        using var token = await owner.PostAsync("/api/tokens", new { name = "secret-program", scopes = new[] { "read" } });
        var program = (string)(await token.JsonAsync())["token"]!;
        var (member, gone) = (await Server.JoinAsync(Role.Annotator, "Anneliese Vogt", seminar), await Server.JoinAsync(Role.Annotator, "Bartholomew Quist", seminar));
        var (other, _, elsewhere) = await Server.NewSeminarAsync("Another seminar altogether");
        foreach (var (text, into) in new[] { ("shown-words", document), ("second-words", second) })
            await member.AnnotateAsync(into, text);
        var hidden = (string)(await member.AnnotateAsync(document, "hidden-words"))["id"]!;
        Assert.Equal("200", await owner.PostAsync($"/api/documents/{document}/annotations/{hidden}/hide", new { commandId = Guid.NewGuid() }).OutcomeAsync());
        var deleted = (string)(await member.AnnotateAsync(document, "deleted-words"))["id"]!;
        Assert.Equal("200", await member.DeleteAsync($"/api/documents/{document}/annotations/{deleted}", Guid.NewGuid()).OutcomeAsync());
        await gone.AnnotateAsync(document, "erased-words");
        Assert.Equal("204", await owner.PostAsync($"/api/seminars/{seminar}/members/{gone.Member}/erase").OutcomeAsync());
        foreach (var who in new[] { member, owner })
            await who.AnnotateAsync(document, "private-words", isPrivate: true);
        (await Server.Grains.GetGrain<ISealedGrain>($"{document}/waiting").ExecuteAsync(new AddAnnotation { CommandId = Guid.NewGuid(), Actor = member.Member, Text = "waiting-words" })).Demand();
        var stranger = await Server.JoinAsync(Role.Annotator, seminar: other);
        await stranger.AnnotateAsync(elsewhere, "words of another seminar");

        var archive = await TakeAsync(owner, seminar);

        Assert.Equal(["README.txt", "seminar.json", "01-the-whole-seminar", "01-the-whole-seminar", "02-the-second-text", "02-the-second-text"], archive.Select(entry => Dated().Replace(entry.Name, "")));
        var all = string.Join('\n', archive.Select(entry => entry.Text));
        Assert.All(["To read slowly.", "To write in the margin.", "shown-words", "second-words", "hidden-words", "pseudonyms-for-all", Domain.Seminars.Pseudonyms.Of(seminar, 2)], word => Assert.Contains(word, all, StringComparison.Ordinal));
        string[] secrets = [link, Storage.Accounts.Secret.Hash(link), program, "secret-program", owner.Cookie!.Split('=')[1], owner.Person, member.Person];
        Assert.All(["private-words", "waiting-words", "deleted-words", "erased-words", "Anneliese", "Bartholomew", "Olga", other, elsewhere, "another seminar", .. secrets], word => Assert.DoesNotContain(word, all, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(archive, await TakeAsync(owner, seminar));
    }

    private static string Path(string seminar) => $"/api/seminars/{seminar}/archive";

    private static async Task<List<(string Name, string Text)>> TakeAsync(Participant owner, string seminar)
    {
        using var answer = await owner.GetAsync(Path(seminar));
        Assert.Equal((200, "application/zip"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        using var zip = new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()));
        List<(string, string)> entries = [];
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            entries.Add((entry.Name, await reader.ReadToEndAsync()));
        }

        return entries;
    }

    [GeneratedRegex(@"-\d{4}-\d{2}-\d{2}\.(json|txt)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Dated();
}
