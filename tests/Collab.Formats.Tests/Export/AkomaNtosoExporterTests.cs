using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Collab.Formats.Import;

namespace Collab.Formats.Tests.Export;

/// <summary>The Akoma Ntoso file is valid, refers to each note where it stands, and says the rest in words of ours.</summary>
public sealed class AkomaNtosoExporterTests
{
    private static readonly XNamespace A = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0", C = "urn:collab:ns#";
    private static readonly Lazy<XmlSchemaSet> Schemas = new(ReadSchemas);
    private readonly Samples samples = new();

    [Fact]
    public async Task It_is_valid_against_the_schema_of_OASIS()
    {
        samples.Builder.Stance(samples.Ana, 1, "disagree", reason: "Too short.");
        samples.Builder.Hold(samples.Moderator, "An hour", 1, samples.Ana);
        Assert.Empty(Faults(await Samples.Text("akn", samples.For(samples.Moderator))));
        Assert.Empty(Faults(await Samples.Text("akn", HostileDocument.Make())));
        Assert.Empty(Faults(await Samples.Text("akn", Samples.Select(new DocumentBuilder("One.").State, new(true, null)))));
    }

    [Fact]
    public async Task A_note_is_referred_to_where_its_words_end_and_at_each_of_its_points()
    {
        var akn = await ReadAsync();
        var first = Assert.Single(References(akn, samples.First));
        Assert.EndsWith("all the fundamental positions", string.Concat(first.NodesBeforeSelf().OfType<XText>()), StringComparison.Ordinal);
        Assert.Equal(["2.", "3."], References(akn, samples.Several).Select(reference => reference.Ancestors(A + "hcontainer").First().Element(A + "num")!.Value));
        Assert.Empty(References(akn, samples.Answer));
        var ids = akn.Descendants().Select(element => (string?)element.Attribute("eId")).ToHashSet();
        Assert.All(akn.Descendants(A + "noteRef"), reference => Assert.Contains(((string)reference.Attribute("href")!)[1..], ids));
    }

    [Fact]
    public async Task What_a_note_is_stands_in_words_and_for_programs()
    {
        var akn = await ReadAsync();
        var number = samples.Builder.NumberOf(samples.First);
        var words = akn.Descendants(A + "note").Single(note => (string)note.Attribute("eId")! == $"note-{number}").Elements(A + "p").Select(line => line.Value);
        Assert.Equal(["Ana; 23 November 2026, 08:38 UTC; questioning; resolved; tags: question, numbers", "“all the fundamental positions”", "Is this about numbers?"], words);
        var record = akn.Descendants(C + "note").ToDictionary(note => (int)note.Attribute("number")!);
        Assert.Equal("true", (string)record[number].Attribute("resolved")!);
        Assert.Equal((number, number), ((int)record[samples.Builder.NumberOf(samples.Answer)].Attribute("replyTo")!, (int)record[samples.Builder.NumberOf(samples.Deeper)].Attribute("thread")!));
        Assert.Equal("1", (string)record[samples.Builder.NumberOf(samples.Pinned)].Element(C + "pin")!.Attribute("order")!);
    }

    [Fact]
    public async Task Our_own_importer_reads_the_text_as_it_was()
    {
        var document = samples.For(samples.Ana);
        var draft = TextImport.Split(await Samples.Bytes("akn", document), "record.akn.xml");
        Assert.Equal(document.Title, draft.Title);
        Assert.Equal(document.Clauses.Select(clause => (clause.Clause.Kind, clause.Clause.Label, clause.Clause.Text)), draft.Clauses.Select(clause => (clause.Kind, clause.Label, clause.Text)));
        Assert.Equal(("A. Author", "2 November 1917"), (draft.Metadata.Author, draft.Metadata.Date));
    }

    private async Task<XElement> ReadAsync() => XElement.Parse(await Samples.Text("akn", samples.For(samples.Ana)));

    private IEnumerable<XElement> References(XElement akn, string id) => akn.Descendants(A + "noteRef").Where(reference => (string)reference.Attribute("href")! == $"#note-{samples.Builder.NumberOf(id)}");

    private static List<string> Faults(string akn)
    {
        var faults = new List<string>();
        XDocument.Parse(akn).Validate(Schemas.Value, (_, fault) => faults.Add(fault.Message));
        return faults;
    }

    private static XmlSchemaSet ReadSchemas()
    {
        var schemas = new XmlSchemaSet();
        foreach (var name in new[] { "xml.xsd", "akomantoso30.xsd" })
        {
            using var file = XmlReader.Create(Path.Combine(AppContext.BaseDirectory, "Export", "Schemas", name), new() { DtdProcessing = DtdProcessing.Ignore });
            schemas.Add(XmlSchema.Read(file, null)!);
        }

        schemas.Compile();
        return schemas;
    }
}
