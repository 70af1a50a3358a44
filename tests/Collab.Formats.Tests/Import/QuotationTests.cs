using Collab.Formats.Import;

namespace Collab.Formats.Tests.Import;

/// <summary>What a text quotes of another is a part of the point in which it stands, and none of the text's own clauses.</summary>
public sealed class QuotationTests
{
    [Fact]
    public void Provisions_that_an_act_quotes_in_Akoma_Ntoso_are_text_of_the_amending_one()
    {
        const string Act = """
            <akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="a"><meta/><body><article eId="a1"><num>Article 1</num><content><p>This law amends the other.</p></content></article>
            <article eId="a2"><num>Article 2</num><content><p>Article 5 is replaced<authorialNote><p>In part.</p></authorialNote> by: <mod><quotedStructure><article eId="q5"><num>Article 5</num><heading>Lamps</heading>
            <paragraph><num>1.</num><content><p>Lamps are of brass.</p></content></paragraph><paragraph><num>2.</num><content><p>They are lit.</p></content></paragraph></article></quotedStructure></mod>.</p></content></article>
            <article eId="a3"><num>Article 3</num><content><p>It is in force.</p></content></article></body></act></akomaNtoso>
            """;
        Assert.Equal(
            """
            [Article 1] This law amends the other.
            [Article 2] Article 5 is replaced by: ¶ Article 5 Lamps ¶ 1. Lamps are of brass. ¶ 2. They are lit..
              note [] [1] In part.
            [Article 3] It is in force.
            """,
            Outlines.Of(Act, TextFormat.Xml));
    }

    [Fact]
    public void The_marks_that_are_printed_around_a_quotation_in_Akoma_Ntoso_are_of_the_text()
    {
        const string Act = """
            <akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="a"><meta/><body><article eId="a1"><num>Article 1</num><content><p>For <mod><quotedText startQuote="“" endQuote="”">of
            brass</quotedText> read <quotedText startQuote="'">of glass </quotedText></mod>, and for <quotedText startQuote="«" endQuote="»">«now»</quotedText> nothing<quotedText startQuote="«" endQuote="»"/>.</p></content></article>
            <article eId="a2"><num>Article 2</num><content><p>Add: <mod><quotedStructure startQuote="“" endQuote="”"><article eId="q5"><num>Article 5</num><content><p>Lamps are lit<authorialNote><p>At dusk.</p></authorialNote>.</p></content></article>
            <article eId="q6"><num>Article 6</num><content><p>They are of brass.</p></content></article></quotedStructure></mod></p></content></article>
            <article eId="a3"><num>Article 3</num><content><p>It is in force.</p></content></article></body></act></akomaNtoso>
            """;
        Assert.Equal(
            """
            [Article 1] For “of brass” read 'of glass' , and for «now» nothing.
            [Article 2] Add: ¶ “Article 5 Lamps are lit. ¶ Article 6 They are of brass.”
              note [] [1] At dusk.
            [Article 3] It is in force.
            """,
            Outlines.Of(Act, TextFormat.Xml));
    }

    [Theory]
    [InlineData("<quotedText startQuote=\"“\" endQuote=\"”\"><del>of brass</del></quotedText>", "")]
    [InlineData("<quotedText endQuote=\"”\"><del>of brass</del> </quotedText>", "")]
    [InlineData("<quotedText endQuote=\"”\">&#x80;</quotedText>", "")]
    [InlineData("<quotedText startQuote=\"“\" endQuote=\"”\"><quotedText startQuote=\"«\" endQuote=\"»\">&#x80;</quotedText>old</quotedText> ", "“old” ")]
    [InlineData("<quotedText startQuote=\"“\" endQuote=\"”\"><del>“</del>old<del>”</del></quotedText> ", "“old” ")]
    public void Of_a_quotation_whose_words_are_deleted_no_mark_is_left(string quotation, string left)
    {
        var act = $"<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><act name=\"a\"><meta/><body><p>Lamps are lit.</p><p>{quotation}Keys are kept.</p></body></act></akomaNtoso>";
        Assert.Equal(["Lamps are lit.", $"{left}Keys are kept."], TextImport.Split(act, TextFormat.Xml).Clauses.Select(clause => clause.Text));
    }

    [Theory]
    [InlineData("quotedText")]
    [InlineData("embeddedText")]
    public void A_note_within_a_quotation_comes_behind_the_mark_that_closes_it(string name)
    {
        var act = $"<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><act name=\"a\"><meta/><body><article><num>Article 1</num><content><p>Add: <{name} startQuote=\"“\" endQuote=\"”\"><p>Lamps are lit<authorialNote><p>At dusk.</p></authorialNote>.</p></{name}></p></content></article><article><num>Article 2</num><content><p>Keys are kept.</p></content></article></body></act></akomaNtoso>";
        Assert.Equal(
            """
            [Article 1] Add: “Lamps are lit.”
              note [] [1] At dusk.
            [Article 2] Keys are kept.
            """,
            Outlines.Of(act, TextFormat.Xml));
    }

    [Fact]
    public void A_blockquote_of_a_page_has_no_clauses()
    {
        const string Page = """
            <html><body><p>Article 1</p><p>This law amends the other.</p><p>Article 2</p><p>Article 5 is replaced by:</p><blockquote><h2>Article 5</h2><ol><li>The quoted first.</li><li>The quoted second.</li></ol></blockquote>
            <p>Article 3</p><p>It enters into force.</p><p>Article 4</p><p>It is printed.</p></body></html>
            """;
        Assert.Equal(
            """
            [Article 1] This law amends the other.
            [Article 2] Article 5 is replaced by: ¶ Article 5 ¶ 1. The quoted first. ¶ 2. The quoted second.
            [Article 3] It enters into force.
            [Article 4] It is printed.
            """,
            Outlines.Of(Page, TextFormat.Html));
        // Pages that are indented by them quote nothing.
        Assert.Equal(
            """
            [1] We meet.
              [(a)] on Mondays,
              [(b)] in May.
            [2] We read.
            """,
            Outlines.Of("<p>1. We meet.</p><blockquote><p>(a) on Mondays,</p><p>(b) in May.</p></blockquote><blockquote></blockquote><p>2. We read.</p>".Replace("<p>2. We read.</p>", "<blockquote><p>2. We read.</p></blockquote>", StringComparison.Ordinal), TextFormat.Html));
    }

    [Fact]
    public void Quoted_Markdown_has_no_clauses()
    {
        const string Text = """
            # Act

            ## Article 1

            This law amends
            the other.

            ## Article 2

            Article 5 is replaced by:

            > ## Article 5
            >
            > 1. The quoted first,
            >    which is wrapped.
            > 2. The quoted second.
            >    - with a bullet
            >
            >     code  as it is

            and no more.

            ## Article 3

            It enters into force.

            ## Article 4

            It is printed.
            """;
        Assert.Equal(
            """
            [Article 1] This law amends the other.
            [Article 2] Article 5 is replaced by: ¶ Article 5 ¶ 1. The quoted first, which is wrapped. ¶ 2. The quoted second. ¶ - with a bullet ¶ code  as it is ¶ and no more.
            [Article 3] It enters into force.
            [Article 4] It is printed.
            """,
            Outlines.Of(Text, TextFormat.Markdown));
        // A text that is quoted in whole, as in a letter, quotes nothing.
        Assert.Equal("[1] We meet.\n[2] We read.", Outlines.Of("> 1. We meet.\n> 2. We read.", TextFormat.Markdown));
    }

    [Fact]
    public void Quoted_paragraphs_in_TEI_belong_to_their_point_and_quoted_words_to_their_sentence()
    {
        const string Text = """
            <TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div><p>1. He said <quote><p>1. Quoted first point here.</p><p>2. Quoted second point here.</p></quote> and left.</p>
            <p>2. She said <quote>we <hi>stay</hi></quote>, and stayed.</p><p>3. The third point.</p></div></body></text></TEI>
            """;
        Assert.Equal(
            """
            [1] He said ¶ 1. Quoted first point here. ¶ 2. Quoted second point here. ¶ and left.
            [2] She said we stay, and stayed.
            [3] The third point.
            """,
            Outlines.Of(Text, TextFormat.Xml));
    }
}
