using System.Diagnostics;
using Collab.Server.Pages;

namespace Collab.Server.Tests.Pages;

public sealed class WordDiffTests
{
    [Fact]
    public void Words_are_taken_out_and_put_in_where_they_are_read() =>
        Assert.Equal(
            [(-1, "The"), (1, "By day the"), (0, " meeting, having heard the"), (1, " long"), (0, " report, resolves:")],
            Shown("The meeting, having heard the report, resolves:", "By day the meeting, having heard the long report, resolves:"));

    [Theory]
    [InlineData("会议决定", "会议不决定", "=会议 +不 =决定")]
    [InlineData("", "new", "+new")]
    [InlineData("old", "", "-old")]
    [InlineData("same 😀 words", "same 😀 words", "=same 😀 words")]
    [InlineData("one\n\ntwo", "one two", "=one -\n\ntwo + two")]
    [InlineData("closes the gate.", "closes the gate behind them.", "=closes the gate + behind them =.")]
    [InlineData("“Nobody pays,” said Ida.", "“Nobody pays”, said Ida.", "=“Nobody pays +” =, -” = said Ida.")]
    public void Scripts_without_spaces_go_by_the_letter_and_spaces_with_the_word_behind(string before, string after, string shown) =>
        Assert.Equal(shown, string.Join(' ', Shown(before, after).Select(word => $"{"-=+"[word.Kept + 1]}{word.Text}")));

    /// <summary>So few that they are compared word by word; so many that they are compared between words which both have once.</summary>
    [Theory]
    [InlineData(900, 0)]
    [InlineData(4000, 10)]
    public void Both_texts_can_be_read_from_it(int length, int once)
    {
        string Text(Func<int, int> word) => string.Concat(Enumerable.Range(0, length).Select(n => n % 400 == 399 && once > 0 ? $"once{n / 400} " : $"w{word(n)} "));
        var (before, after) = (Text(n => n % 61), Text(n => n * 7 % 59));
        var words = Shown(before, after);
        Assert.All(Enumerable.Range(0, once), n => Assert.Contains(words, word => word.Kept == 0 && word.Text.Contains($"once{n}", StringComparison.Ordinal)));
        Assert.Contains(words, word => word.Kept == 0 && word.Text.Contains(" w", StringComparison.Ordinal));
        Assert.Equal(before, string.Concat(words.Where(word => word.Kept <= 0).Select(word => word.Text)));
        Assert.Equal(after, string.Concat(words.Where(word => word.Kept >= 0).Select(word => word.Text)));
    }

    [Fact]
    public void M189_A_long_wording_that_is_wholly_another_is_replaced_as_a_whole_and_of_one_that_is_not_the_words_that_changed_are_shown()
    {
        string Long(int seed) => string.Concat(Enumerable.Range(0, 60_000).Select(n => $"{seed}.{n} "));
        var since = Stopwatch.GetTimestamp();
        Assert.Equal([(0, "Begin"), (-1, $" {Long(1).TrimEnd()}"), (1, $" {Long(2).TrimEnd()}"), (0, " end")], Shown($"Begin {Long(1)}end", $"Begin {Long(2)}end"));
        // Word by word it is minutes.
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(20));

        // Far apart two words are others, and all between stays.
        var words = Long(1).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var changed = words.ToArray();
        (changed[10], changed[^10]) = ("first", "last");
        Assert.Equal(["- 1.10", "+ first", $"- 1.{words.Length - 10}", "+ last"], Shown(string.Join(' ', words), string.Join(' ', changed)).Where(word => word.Kept != 0).Select(word => $"{"-=+"[word.Kept + 1]}{word.Text}"));
    }

    [Fact]
    public void Where_a_page_has_compared_enough_wordings_go_by_the_words_that_stand_once_or_are_replaced_as_a_whole()
    {
        // 40 words each, none of which stands once.
        string Words(int seed) => string.Join(' ', Enumerable.Range(0, 40).Select(n => $"w{(n + 1) * seed % 7}"));
        var budget = new DiffBudget(2_000);
        Assert.Contains(Shown(Words(2), Words(3), budget), word => word.Kept == 0);
        Assert.Equal([(-1, Words(2)), (1, Words(3))], Shown(Words(2), Words(3), budget));
        Assert.Equal([(0, "Here"), (-1, $" {Words(2)}"), (1, $" {Words(3)}"), (0, " there")], Shown($"Here {Words(2)} there", $"Here {Words(3)} there", budget));
        Assert.Equal([(0, Words(5))], Shown(Words(5), Words(5), budget));
        Assert.Equal([(1, Words(5))], Shown("", Words(5), budget));
    }

    private static List<(int Kept, string Text)> Shown(string before, string after, DiffBudget? budget = null) => [.. WordDiff.Between(before, after, budget ?? new DiffBudget()).Select(word => (word.Kept, word.Text))];
}
