using Collab.Formats.Import;

namespace Collab.Formats.Tests.Import;

/// <summary>Lines that begin with a number and are no clauses.</summary>
public class StrayNumberTests
{
    [Theory]
    [InlineData("The garden was dug in the cold spring of the year\n1917. It was the year of the flood, and nobody who saw it forgot it.")]
    [InlineData("The members met in the rooms of the school on\n2 November, and again on the first Sunday after the feast of the well.")]
    [InlineData("The price of a bed in the garden by the river was set at\n2.5 crowns, which was more than most of the members could pay then.")]
    [InlineData("It was printed in the paper of the town of Neustadt,\nNo. 180, and later in the second volume of the history of the garden.")]
    [InlineData("It was said by the first of the writers of the garden,\nA. B. Gardener, and later by all the others who wrote of the garden.")]
    [InlineData("Of the beds by the river nobody had more than\n1. The others had fewer, and some had none, which was thought unjust.")]
    [InlineData("Who was it who dug the first bed of the garden by the river?\nI. And who else was there to dig it on that day in the cold spring?")]
    [InlineData("All this follows from what is laid down for every member in\nArticle 5 of the charter of the river garden, which nobody has read.")]
    [InlineData("All this follows from what is laid down for every member in\n§ 12 of the charter of the river garden, which nobody has ever read.")]
    [InlineData("The river rose in the winter by a hand, and in the spring by\n(2) hands, as is written in the margin of the book of the old mill.")]
    public void A_wrapped_line_that_begins_with_a_number_goes_on(string text)
    {
        var joined = text.Replace('\n', ' ');
        Assert.Equal($"paragraph [] {joined}", Outlines.Of(text));
        Assert.Equal(
            $"preamble [] {joined}\n[1] Dig.\n[2] {joined}\n[3] Rest.",
            Outlines.Of($"{text}\n\n1. Dig.\n\n2. {text}\n\n3. Rest."));
    }

    [Theory]
    [InlineData("Article 1. One.\n\nArticle 2. Two, as said in\nArticle 1. It goes on.\n\nArticle 3. Three.")]
    [InlineData("§ 1. One.\n\n§ 2. Two, as said in\n§ 1. It goes on.\n\n§ 3. Three.")]
    [InlineData("1. One.\n2. Two, see point\n1. above.\n3. Three.")]
    [InlineData("1. One.\n2. Two, which goes on for long and\nnames what it is in point\n1. above.\n3. Three.")]
    [InlineData("1. One.\n2. Two, see points\n1. and\n2. above.\n3. Three.")]
    [InlineData("1. One.\n2. In 1905 there were\n(1) one and\n(2) two.\n3. Three.")]
    public void A_line_that_begins_with_one_in_running_text_begins_no_list(string text)
    {
        var draft = TextImport.Split(text, TextFormat.Text);
        Assert.Equal(3, draft.Clauses.Count);
        Assert.All(draft.Clauses, clause => Assert.Equal(0, clause.Level));
        Assert.Equal(["1", "2", "3"], draft.Clauses.Select(clause => clause.Label?[^1..]));
        Assert.Empty(draft.Warnings);
    }

    [Theory]
    [InlineData("1. One.\n2. We ask:\n1. bread;\n2. salt;\n3. peace.\n3. Three.", "[1] One.\n[2] We ask:\n  [1] bread;\n  [2] salt;\n  [3] peace.\n[3] Three.")]
    [InlineData("1. One.\n2. We ask\n   1. bread\n   2. peace.\n3. Three.", "[1] One.\n[2] We ask\n  [1] bread\n  [2] peace.\n[3] Three.")]
    [InlineData("1. One.\n2. We ask for\n(1) bread,\n(2) salt and\n(3) peace.\n3. Three.", "[1] One.\n[2] We ask for\n  [(1)] bread,\n  [(2)] salt and\n  [(3)] peace.\n[3] Three.")]
    [InlineData("1. Bread\n2. Salt\n1. Wind\n2. Water", "[1] Bread\n[2] Salt\n[1] Wind\n[2] Water")]
    [InlineData("1. Bread.\n2. Salt.\nThe millers\n1. Wind.\n2. Water.", "[1] Bread.\n[2] Salt. The millers\n[1] Wind.\n[2] Water.")]
    [InlineData("1. One.\na) Bread.\nb) Salt.\n2. Two\na) Wind.\nb) Water.", "[1] One.\n  [a)] Bread.\n  [b)] Salt.\n[2] Two\n  [a)] Wind.\n  [b)] Water.")]
    public void A_list_begins_after_a_colon_under_a_title_or_indented(string text, string outline) => Assert.Equal(outline, Outlines.Of(text));

    [Theory]
    [InlineData("1917. was a year of war.")]
    [InlineData("12 people came.")]
    [InlineData("A. B. Gardener came.")]
    [InlineData("I. is how the old clerk signed.")]
    [InlineData("2. November was cold.")]
    public void A_paragraph_that_begins_with_a_lone_number_is_a_paragraph(string paragraph)
    {
        Assert.Equal($"paragraph [] It rained.\nparagraph [] {paragraph}\nparagraph [] It snowed.", Outlines.Of($"It rained.\n\n{paragraph}\n\nIt snowed."));
        Assert.Contains($"paragraph [] {paragraph}", Outlines.Of($"It rained.\n\n{paragraph}\n\nIt snowed.", TextFormat.Markdown), StringComparison.Ordinal);
    }

    [Fact]
    public void The_number_that_stands_at_a_paragraph_is_the_point_not_the_one_in_a_sentence() => Assert.Equal(
        "[1] Whoever digs two beds of the garden gives the second one of them to rooms 2. and 3. of the school by the mill.\n[2] Water is free.\n[3] So is air.",
        Outlines.Of("1. Whoever digs two beds of the garden gives the second one of them to rooms\n2. and 3. of the school by the mill.\n\n2. Water is free.\n\n3. So is air."));

    [Fact]
    public void A_short_line_before_a_number_or_a_small_letter_ends_no_paragraph() => Assert.Equal(
        "paragraph [] We dug the garden by the river from one spring to the next one, in the year 1917. and in the year after, and nobody came.",
        Outlines.Of("We dug the garden by the river from one spring to the next one,\nin the year\n1917. and in the year after,\nand nobody came."));

    [Fact]
    public void Names_with_initials_are_no_lettered_list() => Assert.Equal(
        "paragraph [] A. B. Gardener came.\nparagraph [] B. C. Miller came.\nparagraph [] C. D. Baker slept.",
        Outlines.Of("A. B. Gardener came.\n\nB. C. Miller came.\n\nC. D. Baker slept."));

    [Fact]
    public void A_list_that_restarts_is_two_lists() => Assert.Equal(
        "preamble [] The bakers demand:\n[1] Bread.\n[2] Salt.\nparagraph [] The millers demand:\n[1] Wind.\n[2] Water.\n[3] Rest.",
        Outlines.Of("The bakers demand:\n1. Bread.\n2. Salt.\n\nThe millers demand:\n1. Wind.\n2. Water.\n3. Rest."));

    [Fact]
    public void A_list_that_restarts_at_once_is_two_lists_on_one_level() => Assert.Equal(
        "[1] Bread.\n[2] Salt.\n[1] Wind.\n[2] Water.",
        Outlines.Of("1. Bread.\n2. Salt.\n1. Wind.\n2. Water."));

    [Fact]
    public void A_skipped_number_is_kept_and_warned_of()
    {
        var draft = TextImport.Split("1. One.\n\n2. Two.\n\n4. Four.\n\n5. Five.", TextFormat.Text);
        Assert.Equal(["1", "2", "4", "5"], draft.Clauses.Select(clause => clause.Label));
        Assert.Contains("“4” follows “2”", Assert.Single(draft.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void An_excerpt_begins_where_it_begins_and_says_so()
    {
        var draft = TextImport.Split("7. Seven.\n\n8. Eight.\n\n9. Nine.", TextFormat.Text);
        Assert.Equal(["7", "8", "9"], draft.Clauses.Select(clause => clause.Label));
        Assert.Contains("begins at “7”", Assert.Single(draft.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Footnotes_are_notes_and_their_marks_stay_in_the_text() => Assert.Equal(
        "[1] Dig here.[1]\n[2] Rest there.¹\nnote [] [1] By the river.\nnote [] ¹ By the well.",
        Outlines.Of("1. Dig here.[1]\n\n2. Rest there.¹\n\n[1] By the river.\n\n¹ By the well."));
}
