using Collab.Formats.Import;

namespace Collab.Formats.Tests.Import;

/// <summary>Lists of two points, an item a line: what little speaks for a number there is enough.</summary>
public partial class NestingTests
{
    [Fact]
    public void Two_points_hold_lists_of_their_own_without_a_full_stop_before_the_second() => Expect(
        """
        1. First.
        a) one
        b) two
        2. Second.
        a) one
        b) two
        c) three
        """,
        """
        [1] First.
          [a)] one
          [b)] two
        [2] Second.
          [a)] one
          [b)] two
          [c)] three
        """);

    [Fact]
    public void Two_points_in_parentheses_do_too() => Expect(
        """
        (1) First
        (a) one
        (b) two
        (2) Second
        (a) one
        (b) two
        """,
        """
        [(1)] First
          [(a)] one
          [(b)] two
        [(2)] Second
          [(a)] one
          [(b)] two
        """);

    [Fact]
    public void Two_sections_hold_subsections_an_item_a_line() => Expect(
        """
        1. Scope
        1.1 first sub of one
        1.2 second sub
        2. Terms
        2.1 a term
        2.2 other
        """,
        """
        [1] Scope
          [1.1] first sub of one
          [1.2] second sub
        [2] Terms
          [2.1] a term
          [2.2] other
        """);

    [Fact]
    public void Two_articles_with_nothing_behind_their_numbers_are_two() => Expect(
        """
        Статья 1
        Все свободны
        Статья 2
        Все равны
        """,
        """
        [Статья 1] Все свободны
        [Статья 2] Все равны
        """);

    [Fact]
    public void A_lone_subsection_of_a_lone_subsection_is_one() => Expect(
        """
        1. Scope

        1.1 First sub.

        1.2 Second sub.

        2. Terms

        2.1 A term.

        2.1.1 Deep.
        """,
        """
        [1] Scope
          [1.1] First sub.
          [1.2] Second sub.
        [2] Terms
          [2.1] A term.
            [2.1.1] Deep.
        """);

    [Theory]
    [InlineData("1. One\n\n1.1 Sub.\n\nMore of sub.\n\n2. Two", "[1] One\n  [1.1] Sub. ¶ More of sub.\n[2] Two")]
    [InlineData("Статья 1\n\n1. Первое.\n\n2. Второе.\n\nПродолжение второго.\n\nСтатья 2\n\nДругое.", "heading [] Статья 1\n  [1] Первое.\n  [2] Второе. ¶ Продолжение второго.\n[Статья 2] Другое.")]
    [InlineData("Article I\n\nSection 1\n\nAll read.\n\nSection 2\n\nSome write.\n\nNo person sleeps.\n\nNobody snores.\n\nArticle II\n\nAll talk.", "heading [] Article I\n  [Section 1] All read.\n  [Section 2] Some write. ¶ No person sleeps. ¶ Nobody snores.\n[Article II] All talk.")]
    public void A_paragraph_after_the_last_point_under_a_title_is_more_of_the_point(string text, string outline) => Expect(text, outline);

    [Fact]
    public void A_paragraph_after_the_last_point_under_a_sentence_stands_beside_it_with_a_warning()
    {
        var draft = TextImport.Split("1. We ask for this:\n\na) bread;\n\nb) peace.\n\nIt is urgent.\n\n2. We wait.", TextFormat.Text);
        Assert.Equal("[1] We ask for this:\n  [a)] bread;\n  [b)] peace.\n  paragraph [] It is urgent.\n[2] We wait.", Outlines.Of(draft));
        Assert.Contains("After “b)”", Assert.Single(draft.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void In_Markdown_an_article_to_a_heading_is_a_point_with_the_paragraphs_under_it() => Assert.Equal(
        "[Article 1] Readers read. They read every day.\n[Article 2] Readers write. ¶ And they talk.",
        Outlines.Of("# Charter\n\n## Article 1\n\nReaders read. They read every day.\n\n## Article 2\n\nReaders write.\n\nAnd they talk.\n", TextFormat.Markdown));

    [Theory]
    [InlineData("{0}.")]
    [InlineData("({0})")]
    public void A_list_that_begins_at_seven_needs_no_full_stops(string marker)
    {
        var draft = TextImport.Split("Rules\n\n" + string.Join('\n', Enumerable.Range(7, 5).Select(n => string.Format(null, marker, n) + " Rule")), TextFormat.Text);
        Assert.Equal(5, draft.Clauses.Count(clause => clause.Label is not null));
        Assert.Contains("begins at", Assert.Single(draft.Warnings), StringComparison.Ordinal);
    }
}
