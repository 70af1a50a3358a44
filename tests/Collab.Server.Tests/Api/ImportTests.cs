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

    [Theory]
    [InlineData("text.txt", new byte[] { 0x31, 0x2E, 0x20, 0x00, 0x01, 0x02 }, "415 unsupported-media-type")]
    [InlineData("text.txt", new byte[] { 0x31, 0x2E, 0x20, 0xFF, 0x41 }, "422 bad-characters")]
    public async Task N109_a_binary_is_refused_whatever_its_name(string name, byte[] content, string outcome) =>
        Assert.Equal(outcome, await UploadAsync(await Server.JoinAsync(Role.Owner), name, content));

    [Fact]
    public async Task N110_more_than_20_MiB_are_refused()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        Assert.Equal("413 too-large", await UploadAsync(owner, "text.txt", new byte[21 * 1024 * 1024]));
        Assert.Equal("413 too-large", await UploadAsync(owner, "text.txt", Encoding.UTF8.GetBytes(new string('x', (20 * 1024 * 1024) + 1))));
        foreach (var path in new[] { Path, $"{Path}/preview" })
            Assert.Equal("413 too-large", await owner.PostAsync(path, $"{{\"commandId\":\"{Guid.NewGuid()}\",\"text\":\"{new string('x', 21 * 1024 * 1024)}\"}}").OutcomeAsync());
    }

    [Fact]
    public async Task A_text_without_any_clause_is_refused()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        foreach (var text in new[] { "# House rules\n", "# House rules\n\n---\n" })
        {
            Assert.Equal("422 no-clauses", await owner.PostAsync($"{Path}/preview", new { text, format = "markdown" }).OutcomeAsync());
            Assert.Equal("422 no-clauses", await owner.PostAsync(Path, new { commandId = Guid.NewGuid(), title = "Empty", text, format = "markdown" }).OutcomeAsync());
        }

        Assert.Equal("422 no-clauses", await owner.PostAsync(Path, new { commandId = Guid.NewGuid(), title = "Empty", text = "1. Be kind.", clauses = Array.Empty<object>() }).OutcomeAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("--x")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n1. Be kind.")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nRules\r\n--x")]
    [InlineData("--x\r\nContent-Disposition\r\n\r\n\r\n--x--")]
    [InlineData("--y\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n1. Be kind.\r\n--y--")]
    public async Task A_form_that_ends_too_early_or_has_another_boundary_is_refused(string body)
    {
        var owner = await Server.JoinAsync(Role.Owner);
        foreach (var path in new[] { Path, $"{Path}/preview" })
        {
            foreach (var type in new[] { "multipart/form-data; boundary=x", "multipart/form-data" })
            {
                using var content = new StringContent(body);
                content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
                Assert.Equal("400 bad-request", await owner.Http.PostAsync(path, content).OutcomeAsync());
            }
        }
    }

    [Fact]
    public async Task N70_another_import_under_the_same_id_is_refused()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        var commandId = Guid.NewGuid();
        Assert.Equal("201", await ImportAsync("Rules", "1. Be kind."));
        Assert.Equal("201", await ImportAsync("Rules", "1. Be kind."));
        Assert.Equal("409 command-reused", await ImportAsync("Other rules", "1. Be kind."));
        Assert.Equal("409 command-reused", await ImportAsync("Rules", "1. Be brief."));
        Assert.Equal("409 command-reused", await ImportAsync("Rules", "Rules\n\nAuthor: Ida Lund\n\n1. Be kind."));

        Task<string> ImportAsync(string title, string text) => owner.PostAsync(Path, new { commandId, title, text }).OutcomeAsync();
    }

    [Fact]
    public async Task N70_another_seminar_under_the_same_id_is_refused()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        var commandId = Guid.NewGuid();
        using var first = await owner.PostAsync("/api/seminars", new { commandId, title = "Monday" });
        using var again = await owner.PostAsync("/api/seminars", new { commandId, title = " Monday " });
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal("409 command-reused", await owner.PostAsync("/api/seminars", new { commandId, title = "Tuesday" }).OutcomeAsync());
    }

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
