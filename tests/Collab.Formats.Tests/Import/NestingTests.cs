namespace Collab.Formats.Tests.Import;

public partial class NestingTests
{
    [Fact]
    public void Points_hold_lettered_points_that_hold_Roman_ones() => Expect(
        """
        1. Every member
           (a) reads, and
           (b) either
               (i) writes, or
               (ii) speaks.
        2. No member sleeps.
        """,
        """
        [1] Every member
          [(a)] reads, and
          [(b)] either
            [(i)] writes, or
            [(ii)] speaks.
        [2] No member sleeps.
        """);

    [Fact]
    public void The_letter_i_is_a_letter_after_h_and_a_number_before_ii() => Expect(
        """
        (g) Geese.

        (h) Herons:

        (i) grey ones,

        (ii) white ones.

        (i) Ibises.

        (j) Jays.

        (k) Kites.
        """,
        """
        [(g)] Geese.
        [(h)] Herons:
          [(i)] grey ones,
          [(ii)] white ones.
        [(i)] Ibises.
        [(j)] Jays.
        [(k)] Kites.
        """);

    [Fact]
    public void Numbers_with_points_nest_by_what_they_say() => Expect(
        """
        1 Scope
        1.1 This applies to all.
        1.2 It does not apply to
        1.5 million others.
        1.2.1 Save one.
        2 Terms
        2.1. Reader: one who reads.
        2.2. Writer: one who writes.
        """,
        """
        [1] Scope
          [1.1] This applies to all.
          [1.2] It does not apply to 1.5 million others.
            [1.2.1] Save one.
        [2] Terms
          [2.1] Reader: one who reads.
          [2.2] Writer: one who writes.
        """);

    [Fact]
    public void Chapters_hold_articles_whose_count_goes_on() => Expect(
        """
        PART ONE
        BEGINNINGS

        Chapter I. Birds

        Article 1. Birds fly.

        Article 2. Birds sing.

        Chapter II. Fish

        Article 3. Fish swim.

        PART TWO
        ENDINGS

        Chapter III. Worms

        Article 4. Worms crawl.
        """,
        """
        heading [PART ONE] BEGINNINGS
          heading [Chapter I] Birds
            [Article 1] Birds fly.
            [Article 2] Birds sing.
          heading [Chapter II] Fish
            [Article 3] Fish swim.
        heading [PART TWO] ENDINGS
          heading [Chapter III] Worms
            [Article 4] Worms crawl.
        """);

    [Fact]
    public void A_German_statute_nests_paragraphs_numbers_and_letters() => Expect(
        """
        § 1 Name

        (1) Der Verein heißt Lesekreis. Er folgt
        § 21 des Gesetzes.

        (2) Sitz ist Neustadt.

        § 2 Mitglieder

        (1) Nicht Mitglied wird,

        1. wer schläft,
        2. wer lärmt, oder
        3. wer beides tut:
        a) gleichzeitig,
        b) nacheinander.

        (2) Näheres regelt § 3.

        § 3

        (1) Der Verein löst sich auf.
        """,
        """
        [§ 1] Name
          [(1)] Der Verein heißt Lesekreis. Er folgt § 21 des Gesetzes.
          [(2)] Sitz ist Neustadt.
        [§ 2] Mitglieder
          [(1)] Nicht Mitglied wird,
            [1] wer schläft,
            [2] wer lärmt, oder
            [3] wer beides tut:
              [a)] gleichzeitig,
              [b)] nacheinander.
          [(2)] Näheres regelt § 3.
        heading [] § 3
          [(1)] Der Verein löst sich auf.
        """);

    [Fact]
    public void A_Chinese_charter_nests_chapters_articles_and_items() => Expect(
        """
        第一章　总则

        第一条　本会定名为河边读书会。

        第二条　本会宗旨如下：
        （一）读书；
        （二）写作。

        第二章　会员

        第三条　凡愿读书者，
        均可入会。
        """,
        """
        heading [第一章] 总则
          [第一条] 本会定名为河边读书会。
          [第二条] 本会宗旨如下：
            [（一）] 读书；
            [（二）] 写作。
        heading [第二章] 会员
          [第三条] 凡愿读书者，均可入会。
        """);

    [Fact]
    public void Two_markers_in_one_line_are_two_clauses() => Expect(
        """
        § 1 (1) The club is called River.
        (2) It meets by the river.

        § 2 (1) Anyone may come.
        (2) Anyone may go.
        """,
        """
        heading [] § 1
          [(1)] The club is called River.
          [(2)] It meets by the river.
        heading [] § 2
          [(1)] Anyone may come.
          [(2)] Anyone may go.
        """);

    [Fact]
    public void Bullets_are_points_without_a_label() => Expect(
        """
        1. We bring
           - bread,
           - salt;
        2. and we take
           • nothing.
        """,
        """
        [1] We bring
          [] bread,
          [] salt;
        [2] and we take
          [] nothing.
        """);

    [Fact]
    public void An_indented_list_of_the_same_style_is_within_its_point() => Expect(
        """
        1. Outer one.
            1. Inner one.
            2. Inner two.
        2. Outer two.
        """,
        """
        [1] Outer one.
          [1] Inner one.
          [2] Inner two.
        [2] Outer two.
        """);

    private static void Expect(string text, string outline) =>
        Assert.Equal(outline.ReplaceLineEndings("\n"), Outlines.Of("We agree:\n\n" + text)[("preamble [] We agree:\n".Length)..]);
}
