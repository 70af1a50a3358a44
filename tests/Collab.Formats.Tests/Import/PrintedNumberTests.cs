using Collab.Domain.Documents;
using Collab.Formats.Import;

namespace Collab.Formats.Tests.Import;

/// <summary>Where Akoma Ntoso marks the numbers of provisions, these are their labels, however they are printed and wherever their count stands.</summary>
public sealed class PrintedNumberTests
{
    [Theory]
    [InlineData("{0}", "{0}")]
    [InlineData("{0}.", "{0}")]
    [InlineData("Sec. {0}A.—", "Sec. {0}A")]
    [InlineData("Art. {0}", "Art. {0}")]
    public void Numbers_are_labels_as_they_are_printed(string printed, string label)
    {
        var sections = Enumerable.Range(1, 3).Select(n => $"<section><num>{printed.Replace("{0}", $"{n}", StringComparison.Ordinal)}</num><heading>Lamps {n}</heading><subsection><num>1</num><content><p>They are lit.</p><p>At dusk.</p></content></subsection><subsection><num>(2)</num><content><p>They are put out.</p></content></subsection></section>");
        Assert.Equal(
            string.Join('\n', Enumerable.Range(1, 3).Select(n => $"[{label.Replace("{0}", $"{n}", StringComparison.Ordinal)}] Lamps {n}\n  [1] They are lit. ¶ At dusk.\n  [(2)] They are put out.")),
            Outlines.Of(Act(string.Concat(sections))));
    }

    [Fact]
    public void A_number_that_stands_alone_in_the_text_is_one()
    {
        var draft = Act("<section><num>1</num><heading>Lamps</heading><subsection><num>1.</num><content><p>They are lit.</p></content></subsection></section>");
        Assert.Equal("[1] Lamps\n  [1] They are lit.", Outlines.Of(draft));
        Assert.Null(draft.Title);
        Assert.Empty(draft.Warnings);
    }

    [Fact]
    public void What_stands_over_provisions_is_a_heading_and_what_ends_them_stands_where_it_is_marked() => Assert.Equal(
        """
        heading [Part 1] Light
          [1] A lamp is lit
            [(a)] at dusk, or
            [(b)] in fog,
              [] or
              [] and
            paragraph [] whichever is first.
          [3A] Lamps are of brass. ¶ They are kept.
        heading [2] Order
          heading [] 4
            [1] The door is locked.
        heading [] Annex
          paragraph [] A list.
        """,
        Outlines.Of(Act(
            """
            <part><num>Part 1</num><heading>Light</heading>
            <section><num>1</num><subsection><intro><p>A lamp is lit</p></intro><paragraph><num>(a)</num><content><p>at dusk, or</p></content></paragraph><paragraph><num>(b)</num><intro><p>in fog,</p></intro>
            <point><num>—</num><content><p>or</p></content></point><point><num>—</num><content><p>and</p></content></point></paragraph><wrapUp><p>whichever is first.</p></wrapUp></subsection></section>
            <section><num>3A</num><content><p>Lamps are of brass.</p><p>They are kept.</p></content></section></part>
            <chapter><num>2</num><heading>Order</heading><section><num>4</num><subsection><num>1</num><content><p>The door is locked.</p></content></subsection></section></chapter>
            <hcontainer name="annex"><heading>Annex</heading><content><p>A list.</p></content></hcontainer>
            """)));

    private static TextDraft Act(string body) =>
        TextImport.Split($"<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><act name=\"a\"><meta/><body>{body}</body></act></akomaNtoso>", TextFormat.Xml);
}
