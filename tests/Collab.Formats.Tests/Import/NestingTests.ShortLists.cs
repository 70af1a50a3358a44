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
    [InlineData("{0}.")]
    [InlineData("({0})")]
    public void A_list_that_begins_at_seven_needs_no_full_stops(string marker)
    {
        var draft = TextImport.Split("Rules\n\n" + string.Join('\n', Enumerable.Range(7, 5).Select(n => string.Format(null, marker, n) + " Rule")), TextFormat.Text);
        Assert.Equal(5, draft.Clauses.Count(clause => clause.Label is not null));
        Assert.Contains("begins at", Assert.Single(draft.Warnings), StringComparison.Ordinal);
    }
}
