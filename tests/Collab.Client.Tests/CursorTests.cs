namespace Collab.Client.Tests;

public sealed class CursorTests
{
    [Theory]
    [InlineData("17", null, 17)]
    [InlineData("9d3c:17", "9d3c", 17)]
    [InlineData("0", null, 0)]
    public void A_cursor_is_read_as_it_was_written(string text, string? epoch, long seq)
    {
        Assert.Equal(new Cursor(epoch, seq), Cursor.Parse(text));
        Assert.Equal(text, Cursor.Parse(text).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(":17")]
    [InlineData("-1")]
    [InlineData("9d3c:")]
    [InlineData("9d3c:1:7")]
    public void What_is_no_cursor_is_refused(string text) => Assert.Throws<FormatException>(() => Cursor.Parse(text));

    [Theory]
    [InlineData("a", 5, true)]
    [InlineData(null, 5, true)]
    [InlineData("a", 4, false)]
    [InlineData("a", 6, false)]
    [InlineData("b", 5, false)]
    public void A_batch_follows_the_cursor_that_it_begins_after(string? epoch, long seq, bool follows) => Assert.Equal(follows, new Batch("a", 6, 8, [], 8).Follows(new Cursor(epoch, seq)));
}
