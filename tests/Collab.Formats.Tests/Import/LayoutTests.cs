using Collab.Formats.Import;

namespace Collab.Formats.Tests.Import;

/// <summary>Wrapped and unwrapped lines, paragraphs within points, headings.</summary>
public class LayoutTests
{
    [Fact]
    public void A_wrapped_paragraph_is_joined_with_spaces() => Assert.Equal(
        "paragraph [] We dig in the spring and water in the summer, and in the autumn we rest.\nparagraph [] In winter we read.",
        Outlines.Of("We dig in the spring and water in\nthe summer, and in the autumn we\nrest.\n\nIn winter we read."));

    [Fact]
    public void Scripts_without_spaces_are_joined_without_one() =>
        Assert.Equal("paragraph [] 我们春天播种，夏天浇水。", Outlines.Of("我们春天播种，\n夏天浇水。"));

    [Fact]
    public void A_word_divided_at_the_line_end_keeps_its_hyphen() =>
        Assert.Equal("paragraph [] This is a well-known thing.", Outlines.Of("This is a well-\nknown thing."));

    [Fact]
    public void Long_lines_are_a_paragraph_each()
    {
        var line = string.Join(' ', Enumerable.Repeat("We dig and rest", 12));
        Assert.Equal($"paragraph [] {line}.\nparagraph [] {line}!", Outlines.Of($"{line}.\n{line}!"));
    }

    [Fact]
    public void A_hanging_indent_and_tabs_belong_to_the_point() => Assert.Equal(
        "[1] Dig in the spring, and water in the summer.\n[2] Rest.",
        Outlines.Of("1.\tDig in the spring, and\n\twater in the summer.\n2.\tRest."));

    [Fact]
    public void Non_breaking_spaces_are_spaces_at_the_edges_and_stay_inside() =>
        Assert.Equal("[§\u00a01] Dig\u00a0: now.\n[§\u00a02] Rest.", Outlines.Of("§\u00a01\u00a0Dig\u00a0: now.\n\n§\u00a02\u00a0Rest."));

    [Fact]
    public void Text_within_a_line_is_not_touched() =>
        Assert.Equal("[1] Two  spaces,\ta tab.\n[2] e\u0301 is not é.", Outlines.Of("1. Two  spaces,\ta tab.\n\n2. e\u0301 is not é."));

    [Fact]
    public void A_second_paragraph_of_a_point_stays_in_the_point_and_closing_words_do_not() => Assert.Equal(
        "[1] Dig. ¶ Dig deep.\n[2] Rest.\nparagraph [] So agreed by all.",
        Outlines.Of("1. Dig.\n\n   Dig deep.\n\n2. Rest.\n\nSo agreed by all."));

    [Fact]
    public void A_paragraph_between_two_points_belongs_to_the_first() =>
        Assert.Equal("[1] Dig. ¶ Dig deep.\n[2] Rest.", Outlines.Of("1. Dig.\n\nDig deep.\n\n2. Rest."));

    [Fact]
    public void Where_points_have_several_paragraphs_the_last_one_may_too() =>
        Assert.Equal("[1] Dig. ¶ Dig deep.\n[2] Rest. ¶ Rest well.", Outlines.Of("1. Dig.\n\nDig deep.\n\n2. Rest.\n\nRest well."));

    [Fact]
    public void A_number_alone_takes_the_text_below_it() => Assert.Equal(
        "[Article 1] Dig.\n[Article 2] Rest.",
        Outlines.Of("Article 1\n\nDig.\n\nArticle 2\nRest."));

    [Fact]
    public void Headings_are_known_by_capitals_by_a_line_below_and_by_standing_alone() => Assert.Equal(
        "heading [] SPRING\n  [1] Dig.\n  [2] Sow.\nheading [] SUMMER\n  heading [] The dry months\n    [3] Water.\n    [4] Rest.",
        Outlines.Of("Rules\n\nSPRING\n\n1. Dig.\n\n2. Sow.\n\nSUMMER\n\nThe dry months\n\n3. Water.\n\n4. Rest."));

    [Fact]
    public void An_underlined_line_is_a_heading() => Assert.Equal(
        "heading [] Spring\n  paragraph [] We dig.\nheading [] Summer\n  paragraph [] We rest.",
        Outlines.Of("We dig and rest, all of us.\n\nSpring\n------\n\nWe dig.\n\nSummer\n------\nWe rest.")["paragraph [] We dig and rest, all of us.\n".Length..]);

    [Fact]
    public void Markdown_keeps_words_and_drops_marks() => Assert.Equal(
        "heading [] First part\n  [1] Dig deep in the garden & rest.\n    [] with spades\n    [] with hands\n  [2] Rest.\n  paragraph [] a  b\n  c",
        Outlines.Of("# Rules\n\n## First part\n\n1. Dig **deep** in *the* [garden](http://x.test/) &amp; `rest`.\n   - with spades\n   - with hands\n2. Rest.\n\n```\na  b\n  c\n```", TextFormat.Markdown));

    [Fact]
    public void Markdown_numbered_by_program_is_numbered() =>
        Assert.Equal("[1] Dig.\n[2] Sow.\n[3] Rest.", Outlines.Of("1. Dig.\n1. Sow.\n1. Rest.", TextFormat.Markdown));

    [Fact]
    public void Markdown_footnotes_are_notes() =>
        Assert.Equal("[1] Dig.[^1]\n[2] Rest.\nnote [] [^1]: By the river.", Outlines.Of("1. Dig.[^1]\n2. Rest.\n\n[^1]: By the river.", TextFormat.Markdown));
}
