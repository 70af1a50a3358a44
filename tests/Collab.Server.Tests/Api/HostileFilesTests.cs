using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Collab.Domain.Policy;
using Collab.Formats.Tests.Import.Hostile;
using Collab.Testing;

namespace Collab.Server.Tests.Api;

/// <summary>Files that are made to do harm, through the doors that a browser uses. What each is refused for in detail is tested beside the importers.</summary>
[Collection(ServerCollection.Name)]
public sealed class HostileFilesTests(ServerFixture fixture)
{
    private static readonly byte[] Words = Encoding.UTF8.GetBytes("Words of a document.");

    private CollabServer Server => fixture.Server;

    [Fact]
    public Task N102_a_bomb_is_refused() => RefusedAsync("422 unsafe-file", ("bomb.docx", Zips.Of(("word/document.xml", new byte[30_000_000]))));

    [Fact]
    public Task N103_more_than_ten_thousand_entries_are_refused() =>
        RefusedAsync("422 unsafe-file", ("many.docx", Zips.Of(Enumerable.Range(0, 10_001).Select(i => ($"word/{i}.xml", Words)))));

    [Fact]
    public Task N104_nested_archives_links_names_that_lead_out_and_sizes_that_lie_are_refused() => RefusedAsync(
        "422 unsafe-file",
        ("nested.docx", Zips.Of(("word/document.xml", Words), ("inner.zip", Zips.Of(("a", Words))))),
        ("link.docx", Zips.Of([("word/document.xml", Words)], link: 0)),
        ("out.docx", Zips.Of(("../../x", Words))),
        ("absolute.docx", Zips.Of(("/etc/passwd", Words))),
        ("lying.docx", Zips.Lie(Zips.Of(("word/document.xml", new byte[90_000])), 0, 24, 22, 10)),
        ("M102.docx", Zips.Of(("word\\..\\..\\x", Words))));

    [Fact]
    public async Task M101_archives_without_entries_or_with_the_sizes_of_ZIP64_are_refused()
    {
        await RefusedAsync("415 unsupported-media-type", ("empty.docx", Zips.Of()));
        await RefusedAsync("422 unsafe-file", ("zip64.docx", Zips.Lie(Zips.Of(("word/document.xml", Words)), 0, 24, 0, uint.MaxValue)));
    }

    [Fact]
    public async Task N105_M104_M106_N107_nothing_is_fetched_for_a_file()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        await RefusedAsync(
            "422 unsafe-file",
            ("a.xml", Text($"<!DOCTYPE TEI [<!ENTITY x SYSTEM \"{address}/x\">]><TEI>&x;</TEI>")),
            ("b.xml", Text("<!DOCTYPE TEI [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><TEI>&x;</TEI>")),
            ("c.xml", Text($"<!DOCTYPE TEI SYSTEM \"{address}/d\"><TEI/>")),
            ("d.xml", Text("<!DOCTYPE lolz [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]><lolz>&c;</lolz>")));
        var owner = await Server.JoinAsync(Role.Owner);
        foreach (var (name, file) in new[]
        {
            ("a.html", Text($"<link rel=stylesheet href={address}/a><script src={address}/b></script><iframe src={address}/c></iframe><meta http-equiv=refresh content='0;{address}'><p>Be kind.<p>Be <img src={address}/d>brief.")),
            ("a.xml", Text($"<?xml-stylesheet href=\"{address}/s\"?><TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body><p>Be kind.</p><include xmlns=\"http://www.w3.org/2001/XInclude\" href=\"{address}/i\"/><p>Be brief.</p></body></text></TEI>")),
            ("a.docx", Zips.Docx(
                [Zips.Run("Be kind."), Zips.Run("Be brief.")],
                ("word/vbaProject.bin", "Sub AutoOpen()"),
                ("word/_rels/document.xml.rels", $"<Relationships><Relationship Id=\"a\" Target=\"{address}/r\" TargetMode=\"External\"/><Relationship Id=\"b\" Target=\"file:///etc/passwd\" TargetMode=\"External\"/></Relationships>"))),
        })
        {
            using var previewed = await SendAsync(owner, "/api/preview", name, file);
            Assert.Equal(["Be kind.", "Be brief."], (await previewed.JsonAsync())["clauses"]!.AsArray().Select(clause => (string)clause!["text"]!));
        }

        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task N106_M105_elements_without_end_in_one_another_are_refused()
    {
        await RefusedAsync("422 too-nested", ("a.xml", Text(string.Concat(Enumerable.Repeat("<p>", 65)) + string.Concat(Enumerable.Repeat("</p>", 65)))));
        await RefusedAsync("422 too-nested", ("a.html", Text(string.Concat(Enumerable.Repeat("<div>", 100_000)))));
    }

    [Fact]
    public async Task N108_a_page_is_cleaned_and_becomes_a_document()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        using var saved = await SendAsync(owner, Documents, "page.html", Text("<script>alert(1)</script><iframe src=x>a</iframe><h1>Rules</h1><p onclick=alert(1)>1. Be &lt;b&gt;kind&lt;/b&gt;.<p>2. Be <a href=javascript:alert(1)>brief</a>."));
        var snapshot = await owner.ReadAsync($"/api/documents/{(string)(await saved.JsonAsync())["id"]!}");
        Assert.Equal("Rules", (string)snapshot["title"]!);
        Assert.Equal(["Be <b>kind</b>.", "Be brief."], snapshot["clauses"]!.AsArray().Select(clause => (string)clause!["text"]!));
    }

    [Fact]
    public async Task N112_what_is_not_well_formed_is_refused_with_its_line()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        foreach (var xml in new[] { "<TEI>\n<text>\n<p>a</text></TEI>", "<akomaNtoso>\n<act>\n</akomaNtoso>" })
        {
            using var answer = await SendAsync(owner, Documents, "a.xml", Text(xml));
            Assert.Equal("422 malformed-file", await answer.OutcomeAsync());
            Assert.Contains("at line 3,", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await RefusedAsync("422 not-taken", ("a.xml", Text("<TEI.2/>")), ("b.xml", Text("<svg/>")));
    }

    [Fact]
    public Task M103_tags_without_end_are_refused() => RefusedAsync(
        "422 unsafe-file",
        ("a.xml", Text($"<TEI {string.Concat(Enumerable.Range(0, 1_000_000).Select(i => $" a{i}=''"))}/>")),
        ("b.xml", Text($"<TEI a='{new string('x', 1024 * 1024)}'/>")));

    [Fact]
    public async Task M107_a_name_that_turns_the_reading_order_round_is_not_what_anything_is_called()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        using var saved = await SendAsync(owner, Documents, "gpj\u202Etxt.html", Text("<p>1. Be kind.<p>2. Be brief."));
        var id = (string)(await saved.JsonAsync())["id"]!;
        Assert.Equal("Untitled", (string)(await owner.ReadAsync($"/api/documents/{id}"))["title"]!);
        using var titled = await owner.PostAsync(Documents, new { commandId = Guid.NewGuid(), title = "Rules \u202Etxt.exe", text = "1. Be kind.\n\n2. Be brief.\n" });
        using var export = await owner.GetAsync($"/api/documents/{(string)(await titled.JsonAsync())["id"]!}/export?format=text");
        Assert.DoesNotContain("\u202E", export.Content.Headers.ContentDisposition!.FileNameStar, StringComparison.Ordinal);
        Assert.Equal("415 unsupported-media-type", await SendAsync(owner, Documents, "txt\u202Elmth.exe", Text("1. Be kind.")).OutcomeAsync());
    }

    [Fact]
    public async Task A_Word_document_is_saved_as_it_was_corrected()
    {
        var owner = await Server.JoinAsync(Role.Owner);
        var file = Zips.Docx([Zips.Run("1. Be kind."), Zips.Run("2. Be brief.")]);
        var clauses = JsonSerializer.Serialize(new[] { new { label = "A", kind = "point", level = 0, text = "Be kind." } });
        using var saved = await SendAsync(owner, Documents, "rules.docx", file, ("title", "Rules"), ("commandId", $"{Guid.NewGuid()}"), ("clauses", clauses));
        var snapshot = await owner.ReadAsync($"/api/documents/{(string)(await saved.JsonAsync())["id"]!}");
        Assert.Equal(("Rules", "A"), ((string)snapshot["title"]!, (string)Assert.Single(snapshot["clauses"]!.AsArray())!["label"]!));
        Assert.Equal("400 bad-request", await SendAsync(owner, Documents, "rules.docx", file, ("clauses", "x")).OutcomeAsync());
        Assert.Equal("422 no-clauses", await SendAsync(owner, Documents, "rules.docx", file, ("clauses", "[]")).OutcomeAsync());
        Assert.Equal("400 unknown-field", await SendAsync(owner, Documents, "rules.docx", file, ("clauses", "[{\"author\":\"x\"}]")).OutcomeAsync());
    }

    private string Documents => $"/api/seminars/{Server.Seminar}/documents";

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private async Task RefusedAsync(string outcome, params (string Name, byte[] File)[] files)
    {
        var owner = await Server.JoinAsync(Role.Owner);
        foreach (var (name, file) in files)
        {
            foreach (var path in new[] { Documents, $"{Documents}/preview", "/api/preview" })
                Assert.Equal($"{name} {outcome}", $"{name} {await SendAsync(owner, path, name, file).OutcomeAsync()}");
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(Participant person, string path, string name, byte[] bytes, params (string Name, string Value)[] fields)
    {
        using var file = new ByteArrayContent(bytes);
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "file", FileNameStar = name, FileName = $"\"{name.Replace("\u202E", "", StringComparison.Ordinal)}\"" };
        using var form = new MultipartFormDataContent { file };
        foreach (var (field, value) in fields)
            form.Add(new StringContent(value), field);
        return await person.Http.PostAsync(path, form);
    }
}
