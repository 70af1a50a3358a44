namespace Collab.Formats.Tests.Import;

/// <summary>Sections, which some texts put under articles, some over them, and some over chapters.</summary>
public partial class NestingTests
{
    private const string Charter =
        """
        Article I

        Section 1

        Reading belongs to a circle of readers.

        Section 2

        The circle meets every week.

        No reader comes late.

        Section 3

        The circle chooses its speaker.

        Article II

        Section 1

        The books belong to a keeper.

        Article III

        All together change this charter.
        """;

    private const string CharterOutline =
        """
        heading [] Article I
          [Section 1] Reading belongs to a circle of readers.
          [Section 2] The circle meets every week. ¶ No reader comes late.
          [Section 3] The circle chooses its speaker.
        heading [] Article II
          [Section 1] The books belong to a keeper.
        [Article III] All together change this charter.
        """;

    [Fact]
    public void Articles_hold_sections() => Expect(Charter, CharterOutline);

    [Fact]
    public void Articles_hold_sections_without_empty_lines() => Expect(WithoutEmptyLines(Charter), InOneParagraph(CharterOutline));

    [Fact]
    public void Articles_in_capitals_hold_sections_with_a_dot()
    {
        var text = Charter.Replace("Article", "ARTICLE", StringComparison.Ordinal);
        foreach (var number in "123")
            text = text.Replace($"Section {number}", $"Section {number}.", StringComparison.Ordinal);
        var outline = CharterOutline.Replace("Article", "ARTICLE", StringComparison.Ordinal);
        Expect(text, outline);
        Expect(WithoutEmptyLines(text), InOneParagraph(outline));
    }

    [Fact]
    public void Articles_with_a_title_hold_sections_that_begin_in_the_line() => Expect(
        """
        Article I. Readers

        Section 1. Anyone reads.

        Section 2. Nobody shouts.

        Article II. Writers

        Section 1. Anyone writes.
        """,
        """
        [Article I] Readers
          [Section 1] Anyone reads.
          [Section 2] Nobody shouts.
        [Article II] Writers
          [Section 1] Anyone writes.
        """);

    [Fact]
    public void Sections_over_articles_whose_count_goes_on_are_headings() => Expect(
        """
        Chapter I

        Article 1. Birds fly.

        Article 2. Birds sing.

        Chapter II

        Section 1. Rivers

        Article 3. Fish swim.

        Section 2. Seas

        Article 4. Whales sing.

        Article 5. Whales dive.
        """,
        """
        heading [] Chapter I
          [Article 1] Birds fly.
          [Article 2] Birds sing.
        heading [] Chapter II
          heading [Section 1] Rivers
            [Article 3] Fish swim.
          heading [Section 2] Seas
            [Article 4] Whales sing.
            [Article 5] Whales dive.
        """);

    [Fact]
    public void Sections_that_come_before_chapters_hold_them() => Expect(
        """
        Раздел I. Птицы

        Глава 1. Чайки

        Статья 1. Чайки летают.

        Глава 2. Утки

        Статья 2. Утки плавают.

        Раздел II. Рыбы

        Глава 3. Щуки

        Статья 3. Щуки молчат.
        """,
        """
        heading [Раздел I] Птицы
          heading [Глава 1] Чайки
            [Статья 1] Чайки летают.
          heading [Глава 2] Утки
            [Статья 2] Утки плавают.
        heading [Раздел II] Рыбы
          heading [Глава 3] Щуки
            [Статья 3] Щуки молчат.
        """);

    [Fact]
    public void A_last_article_with_only_a_title_takes_the_paragraph_below_it_and_no_closing_words() => Expect(
        """
        § 1 Name

        (1) The club is called River.

        (2) It has no flag.

        § 2 Members

        (1) Anyone may come.

        (2) Anyone may go.

        § 3 End

        The club ends when nobody comes.

        Done by the river.
        """,
        """
        [§ 1] Name
          [(1)] The club is called River.
          [(2)] It has no flag.
        [§ 2] Members
          [(1)] Anyone may come.
          [(2)] Anyone may go.
        [§ 3] End ¶ The club ends when nobody comes.
        paragraph [] Done by the river.
        """);

    [Fact]
    public void A_list_of_titles_alone_takes_no_closing_words() => Expect(
        """
        Point 1: Peace

        Point 2: Bread

        Point 3: Land

        Written by the river
        """,
        """
        [Point 1] Peace
        [Point 2] Bread
        [Point 3] Land
        paragraph [] Written by the river
        """);

    private static string WithoutEmptyLines(string text) => string.Join('\n', text.Split('\n').Where(line => line.Length > 0));

    /// <summary>Nothing shows where a paragraph of a short line ended.</summary>
    private static string InOneParagraph(string outline) => outline.Replace(" ¶ ", " ", StringComparison.Ordinal);
}
