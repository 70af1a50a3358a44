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

    [Fact]
    public void Both_texts_can_be_read_from_it()
    {
        var (before, after) = (string.Concat(Enumerable.Range(0, 4000).Select(n => $"w{n % 61} ")), string.Concat(Enumerable.Range(0, 4000).Select(n => $"w{n * 7 % 59} ")));
        var words = Shown(before, after);
        Assert.Equal(before, string.Concat(words.Where(word => word.Kept <= 0).Select(word => word.Text)));
        Assert.Equal(after, string.Concat(words.Where(word => word.Kept >= 0).Select(word => word.Text)));
    }

    private static List<(int Kept, string Text)> Shown(string before, string after) => [.. WordDiff.Between(before, after).Select(word => (word.Kept, word.Text))];
}
