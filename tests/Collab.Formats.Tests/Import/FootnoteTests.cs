using Collab.Domain.Documents;
using Collab.Formats.Import;
using Collab.Formats.Tests.Import.Hostile;

namespace Collab.Formats.Tests.Import;

/// <summary>Footnotes are notes, however many there are: their numbers number nothing, and no words of the text go into them.</summary>
public sealed class FootnoteTests
{
    private const string Unnumbered =
        """
        paragraph [] We meet on Mondays.
        note [] [1] But not in May.
        paragraph [] We read aloud.
        note [] [2] Whoever can. ¶ Others listen.
        paragraph [] We share the bread.
        note [] [3] And the wine.
        paragraph [] We part at ten.
        """;

    private const string Numbered =
        """
        [1] We meet on Mondays.
          note [] [1] But not in May.
        [2] We read aloud.
          note [] [2] Whoever can. ¶ Others listen.
        [3] We share the bread.
          note [] [3] And the wine.
        [4] We part at ten.
        """;

    private static readonly string[] Texts = ["We meet on Mondays", "We read aloud", "We share the bread", "We part at ten"];
    private static readonly string[][] Notes = [["But not in May."], ["Whoever can.", "Others listen."], ["And the wine."], []];

    [Fact]
    public void No_words_of_a_label_go_into_its_note() => Assert.Equal(
        "[1] One. ¶ Two.\n  note [] [1] Said so.\n[2] Three.",
        Outlines.Of(Tei("<p>1.<note>Said so.</note></p><p>One.<lb/><lb/>Two.</p><p>2. Three.</p>"), TextFormat.Xml));

    [Theory]
    [InlineData(false, Unnumbered)]
    [InlineData(true, Numbered)]
    public void Of_TEI(bool isNumbered, string outline) => Assert.Equal(outline, Outlines.Of(Tei(string.Concat(Texts.Select((text, at) => $"<p>{Number(isNumbered, at)}{text}{Note(at, "note")}.</p>"))), TextFormat.Xml));

    [Theory]
    [InlineData(false, Unnumbered)]
    [InlineData(true, Numbered)]
    public void Of_Akoma_Ntoso(bool isNumbered, string outline) =>
        Assert.Equal(outline, Outlines.Of(Akn(string.Concat(Texts.Select((text, at) => $"<section>{(isNumbered ? $"<num>{at + 1}.</num>" : "")}<content><p>{text}{Note(at, "authorialNote")}.</p></content></section>"))), TextFormat.Xml));

    [Theory]
    [InlineData(false, Unnumbered)]
    [InlineData(true, Numbered)]
    public void Of_Word(bool isNumbered, string outline)
    {
        var notes = string.Concat(Notes.Select((note, at) => $"<w:footnote w:id=\"{at + 1}\">{string.Concat(note.Select(text => $"<w:p>{Zips.Run(text)}</w:p>"))}</w:footnote>"));
        var file = Zips.Docx(
            Texts.Select((text, at) => Zips.Run($"{Number(isNumbered, at)}{text}") + (Notes[at].Length == 0 ? "" : $"<w:r><w:footnoteReference w:id=\"{at + 1}\"/></w:r>") + Zips.Run(".")),
            ("word/footnotes.xml", $"<w:footnotes xmlns:w=\"{Zips.Word}\">{notes}</w:footnotes>"));
        Assert.Equal(outline, Outlines.Of(TextImport.Split(file, "a.docx")));
    }

    [Theory]
    [InlineData(TextFormat.Text)]
    [InlineData(TextFormat.Markdown)]
    public void Of_plain_text_where_the_text_has_their_numbers(TextFormat format)
    {
        var text = string.Concat(Texts.Select((text, at) => $"{text}{(Notes[at].Length == 0 ? "" : $" [{at + 1}]")}.\n\n{(Notes[at].Length == 0 ? "" : $"[{at + 1}] {string.Join(' ', Notes[at])}\n\n")}"));
        Assert.Equal(
            """
            paragraph [] We meet on Mondays [1].
            note [] [1] But not in May.
            paragraph [] We read aloud [2].
            note [] [2] Whoever can. Others listen.
            paragraph [] We share the bread [3].
            note [] [3] And the wine.
            paragraph [] We part at ten.
            """,
            Outlines.Of(text, format));
    }

    [Fact]
    public void Points_in_brackets_that_refer_to_each_other_stay_points() => Assert.Equal(
        "[[1]] The lamp was lit, as [2] says.\n[[2]] It was of brass: see [1] above.\n[[3]] It is out, by [2].",
        Outlines.Of("[1] The lamp was lit, as [2] says.\n\n[2] It was of brass: see [1] above.\n\n[3] It is out, by [2].", TextFormat.Text));

    [Fact]
    public void A_note_to_a_number_alone_is_not_its_text() => Assert.Equal(
        "[Article 1] Lamps are lit.\nnote [] [1] By hand. ¶ At dusk.\n[Article 2] They are of brass.",
        Outlines.Of(Tei("<p>Article 1<note><p>By hand.</p><p>At dusk.</p></note></p><p>Lamps are lit.</p><p>Article 2</p><p>They are of brass.</p>"), TextFormat.Xml).Replace("\n  note", "\nnote", StringComparison.Ordinal));

    private static string Number(bool isNumbered, int at) => isNumbered ? $"{at + 1}. " : "";

    private static string Note(int at, string name) => Notes[at].Length == 0 ? "" : $"<{name}>{string.Concat(Notes[at].Select(text => $"<p>{text}</p>"))}</{name}>";

    private static string Tei(string body) => $"<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body>{body}</body></text></TEI>";

    private static string Akn(string body) => $"<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><act name=\"a\"><meta/><body>{body}</body></act></akomaNtoso>";
}
