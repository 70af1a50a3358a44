using System.Diagnostics;
using System.Xml.Linq;
using Collab.Domain.Annotations;
using Collab.Formats.Import;

namespace Collab.Formats.Tests.Export;

/// <summary>The TEI file is valid, and points from each note to what it is about.</summary>
public sealed class TeiExporterTests
{
    private static readonly XNamespace T = "http://www.tei-c.org/ns/1.0", X = XNamespace.Xml;
    private readonly Samples samples = new();

    /// <summary>By jing, which test.sh installs: it is started once for all files.</summary>
    [Fact]
    public async Task It_is_valid_against_tei_all()
    {
        var folder = Directory.CreateTempSubdirectory("collab-tei-");
        try
        {
            samples.Builder.Stance(samples.Ana, 1, "disagree", reason: "Too short.");
            samples.Builder.Hold(samples.Moderator, "An hour", 1, samples.Ana);
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "samples.xml"), await Samples.Bytes("tei", samples.For(samples.Moderator)));
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "hostile.xml"), await Samples.Bytes("tei", HostileDocument.Make()));
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "empty.xml"), await Samples.Bytes("tei", Samples.Select(new DocumentBuilder("One.").State, new(true, null))));
            using var jing = Process.Start(new ProcessStartInfo("jing", [Path.Combine(AppContext.BaseDirectory, "Export", "Schemas", "tei_all.rng"), .. folder.GetFiles().Select(file => file.FullName).Order()]) { RedirectStandardOutput = true })!;
            var faults = await jing.StandardOutput.ReadToEndAsync();
            await jing.WaitForExitAsync();
            Assert.Equal("", faults);
            Assert.Equal(0, jing.ExitCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_note_points_to_its_words_a_reply_to_its_note_and_bodies_are_as_typed()
    {
        var tei = await ReadAsync();
        var first = Note(tei, samples.First);
        Assert.Equal("all the fundamental positions", Words(tei, (string)first.Attribute("target")!));
        Assert.Equal("a😀b", Words(tei, (string)Note(tei, samples.Hidden).Attribute("target")!));
        Assert.Equal($"#note-{samples.Builder.NumberOf(samples.First)}", (string)Note(tei, samples.Answer).Attribute("target")!);
        Assert.Equal($"#note-{samples.Builder.NumberOf(samples.Answer)}", (string)Note(tei, samples.Deeper).Attribute("target")!);
        Assert.Equal("#text", (string)Note(tei, samples.Whole).Attribute("target")!);
        Assert.Equal("About **principle**.", Part(Note(tei, samples.Answer), "body")!.Value);
        Assert.NotNull(Part(first, "resolved"));
        Assert.Equal(["question", "numbers"], first.Elements(T + "note").Where(part => (string?)part.Attribute("type") == "tag").Select(part => part.Value));
        var author = first.Element(T + "respStmt")!.Element(T + "persName")!;
        Assert.Equal("Ana", tei.Descendants(T + "person").Single(person => (string)person.Attribute(X + "id")! == ((string)author.Attribute("ref")!)[1..]).Value);
        Assert.StartsWith("by Dr. Okafor, ", Part(Note(tei, samples.Pinned), "pinned")!.Value, StringComparison.Ordinal);
    }

    /// <summary>Every reference within the file leads somewhere, and what is of no note of the file has its address.</summary>
    [Fact]
    public async Task No_reference_within_it_is_dead()
    {
        foreach (var tei in new[] { await ReadAsync(), await ReadAsync("selected", samples.Deeper, samples.Several), XElement.Parse(await Samples.Text("tei", HostileDocument.Make())) })
        {
            var ids = tei.Descendants().Select(element => (string?)element.Attribute(X + "id")).OfType<string>().ToHashSet();
            var references = tei.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "target" or "ref" or "active" or "passive" or "resp").SelectMany(attribute => attribute.Value.Split(' '));
            Assert.All(references.Where(reference => reference[0] == '#'), reference => Assert.Contains(reference.StartsWith("#string-range(", StringComparison.Ordinal) ? reference.Split('(', ',')[1] : reference[1..], ids));
        }
    }

    [Fact]
    public async Task Our_own_importer_reads_the_text_as_it_was()
    {
        var document = samples.For(samples.Ana);
        var draft = TextImport.Split(await Samples.Bytes("tei", document), "record.tei.xml");
        Assert.Equal(document.Title, draft.Title);
        Assert.Equal(document.Clauses.Select(clause => (clause.Clause.Kind, clause.Clause.Label, clause.Clause.Text)), draft.Clauses.Select(clause => (clause.Kind, clause.Label, clause.Text)));
        Assert.Equal(("A. Author", "2 November 1917"), (draft.Metadata.Author, draft.Metadata.Date));
    }

    private async Task<XElement> ReadAsync(string scope = "all", params string[] selected) => XElement.Parse(await Samples.Text("tei", samples.For(samples.Ben, scope, selected)));

    private XElement Note(XElement tei, string id) => tei.Descendants(T + "annotation").Single(note => (string)note.Attribute("n")! == $"{samples.Builder.NumberOf(id)}");

    private static XElement? Part(XElement note, string type) => note.Elements(T + "note").FirstOrDefault(part => (string?)part.Attribute("type") == type);

    /// <summary>What <c>#string-range(id,offset,length)</c> names: characters are code points.</summary>
    private static string Words(XElement tei, string range)
    {
        var parts = range.Split('(', ',', ')');
        var text = tei.Descendants(T + "seg").Single(words => (string)words.Attribute(X + "id")! == parts[1]).Value;
        var (start, length) = (int.Parse(parts[2], null), int.Parse(parts[3], null));
        return text[CodePoints.ToUtf16(text, start)..CodePoints.ToUtf16(text, start + length)];
    }
}
