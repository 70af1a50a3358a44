using System.Text.Json;
using Collab.Domain;
using Collab.Server.Feeds;

namespace Collab.Server.Tests.Feeds;

public sealed class CursorTests
{
    [Fact]
    public void A_cursor_is_a_seq_or_an_epoch_with_one()
    {
        Assert.Equal(new Cursor(17), Cursor.Parse("17"));
        Assert.Equal(new Cursor(17, "e1"), Cursor.Parse("e1:17"));
        Assert.Equal(new Cursor(0), Cursor.Parse(JsonElement.Parse("0")));
        Assert.Equal(new Cursor(17, "e1"), Cursor.Parse(JsonElement.Parse("\"e1:17\"")));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("9223372036854775808")]
    [InlineData("\"\"")]
    [InlineData("\"e1:\"")]
    [InlineData("\"e1:-1\"")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("\" 1\"")]
    [InlineData("\"\\ud800\"")]
    public void Anything_else_is_a_bad_request(string json) =>
        Assert.Equal("bad-request", Assert.Throws<RefusalException>(() => Cursor.Parse(JsonElement.Parse(json))).Code);

    [Fact]
    public void A_cursor_ahead_of_the_log_or_of_another_is_lost()
    {
        Assert.False(new Cursor(5).IsLost("e1", 5));
        Assert.False(new Cursor(5, "e1").IsLost("e1", 5));
        Assert.True(new Cursor(6).IsLost("e1", 5));
        Assert.True(new Cursor(5, "e0").IsLost("e1", 5));
    }
}
