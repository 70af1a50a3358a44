using System.Net.Http.Headers;
using System.Text;
using Collab.Domain.Policy;
using Collab.Testing;

namespace Collab.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class ImportTests(ServerFixture fixture)
{
    private CollabServer Server => fixture.Server;

    private string Path => $"/api/seminars/{Server.Seminar}/documents";

    [Fact]
    public async Task A_text_is_shown_as_it_splits_and_saved_as_it_was_corrected()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        using var previewed = await owner.PostAsync($"{Path}/preview", new { text = "House rules\n\n1. Be kind.\n\n2. Be brief.\n", format = "text" });
        var draft = await previewed.JsonAsync();
        Assert.Equal(["1", "2"], draft["clauses"]!.AsArray().Where(clause => clause!["label"] is not null).Select(clause => (string)clause!["label"]!));

        var command = new { commandId = Guid.NewGuid(), title = "Rules", text = "x", clauses = new[] { new { label = "A", kind = "point", level = 0, text = "Be kind." } } };
        using var saved = await owner.PostAsync(Path, command);
        var id = (string)(await saved.JsonAsync())["id"]!;
        Assert.Equal($"/api/documents/{id}", saved.Headers.Location!.ToString());
        var snapshot = await owner.ReadAsync($"/api/documents/{id}");
        Assert.Equal("Rules", (string)snapshot["title"]!);
        Assert.Equal("A", (string)snapshot["clauses"]![0]!["label"]!);
        using var again = await owner.PostAsync(Path, command);
        Assert.Equal(id, (string)(await again.JsonAsync())["id"]!);
        Assert.Contains((await owner.ReadAsync(Path))["items"]!.AsArray(), row => (string)row!["id"]! == id && (string)row["state"]! == "open");
        Assert.Equal("403 forbidden", await (await Server.JoinAsync(Role.Moderator)).PostAsync(Path, command).OutcomeAsync());
    }

    [Fact]
    public async Task Whoever_may_found_a_seminar_sees_how_a_text_splits_and_nothing_is_founded()
    {
        var body = new { text = "House rules\n\n1. Be kind.\n\n2. Be brief.\n", format = "text" };
        foreach (var person in new[] { await Server.OutsiderAsync(), await Server.JoinAsync(Role.Reader) })
        {
            var before = (await person.ReadAsync("/api/seminars"))["items"]!.AsArray().Count;
            using var previewed = await person.PostAsync("/api/preview", body);
            Assert.Equal(2, (await previewed.JsonAsync())["clauses"]!.AsArray().Count);
            Assert.Equal(before, (await person.ReadAsync("/api/seminars"))["items"]!.AsArray().Count);
        }

        Assert.Equal("403 forbidden", await (await Server.JoinAsync(Role.Guest)).PostAsync("/api/preview", body).OutcomeAsync());
        Assert.Equal("401 unauthenticated", await Server.Stranger().PostAsync("/api/preview", body).OutcomeAsync());
    }

    [Theory]
    [InlineData("text.txt", "%PDF-1.7\nxyz", "415 unsupported-media-type")]
    [InlineData("text.txt", "PK\u0003\u0004zip", "415 unsupported-media-type")]
    [InlineData("text.docx", "1. Be kind.", "415 unsupported-media-type")]
    [InlineData("text.exe", "1. Be kind.", "415 unsupported-media-type")]
    [InlineData("text.txt", "", "422 empty-file")]
    public async Task N109_what_is_no_text_is_refused(string name, string content, string outcome) =>
        Assert.Equal(outcome, await UploadAsync(await Server.JoinAsync(Role.Owner), name, Encoding.UTF8.GetBytes(content)));

    [Fact]
    public async Task N110_21_MiB_are_refused() =>
        Assert.Equal("413 too-large", await UploadAsync(await Server.JoinAsync(Role.Owner), "text.txt", new byte[21 * 1024 * 1024]));

    [Theory]
    [InlineData("../../x.txt")]
    [InlineData("..\\..\\x.txt")]
    [InlineData("CON.txt")]
    [InlineData("/etc/passwd.txt")]
    public async Task N111_a_files_name_is_not_a_path(string name)
    {
        var owner = await Server.JoinAsync(Role.Owner);
        Assert.Equal("201", await UploadAsync(owner, name, Encoding.UTF8.GetBytes("1. Be kind.\n\n2. Be brief.\n")));
    }

    [Fact]
    public async Task N111_an_export_has_a_safe_name()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        using var saved = await owner.PostAsync(Path, new { commandId = Guid.NewGuid(), title = "../../Ärger \"x\"; filename=evil.exe " + new string('y', 200), text = "1. Be kind.\n\n2. Be brief.\n" });
        var id = (string)(await saved.JsonAsync())["id"]!;
        using var export = await owner.GetAsync($"/api/documents/{id}/export?format=text");
        var disposition = export.Content.Headers.ContentDisposition!;
        Assert.Equal("attachment", disposition.DispositionType);
        Assert.Matches(@"^ärger-x-filename-evil-exe-y+-\d{4}-\d\d-\d\d\.txt$", disposition.FileNameStar!);
        Assert.DoesNotMatch(@"[/\\\r\n]", disposition.FileName!);
    }

    [Fact]
    public async Task N101_a_cell_that_a_spreadsheet_would_compute_is_quoted()
    {
        var annotator = await Server.JoinAsync(Role.Annotator, "=cmd|calc");
        await annotator.AnnotateAsync(Server.Document, "=HYPERLINK(\"http://evil.example\")");
        var csv = await annotator.Http.GetStringAsync($"/api/documents/{Server.Document}/export?format=csv&scope=mine");
        Assert.Contains("HYPERLINK", csv, StringComparison.Ordinal);
        Assert.DoesNotMatch("(^|,)\"?[=+@-](HYPERLINK|cmd)", csv);
    }

    [Fact]
    public async Task N100_an_export_runs_nothing()
    {
        var annotator = await Server.JoinAsync(Role.Annotator);
        await annotator.AnnotateAsync(Server.Document, "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1))");
        var html = await annotator.Http.GetStringAsync($"/api/documents/{Server.Document}/export?format=html&scope=mine");
        Assert.DoesNotMatch("<script|<img|href=\"javascript", html);
    }

    private async Task<string> UploadAsync(Participant person, string name, byte[] bytes)
    {
        using var file = new ByteArrayContent(bytes);
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "file", FileName = $"\"{name.Replace("\\", "\\\\")}\"" };
        using var form = new MultipartFormDataContent { file };
        using var response = await person.Http.PostAsync(Path, form);
        return await response.OutcomeAsync();
    }
}
