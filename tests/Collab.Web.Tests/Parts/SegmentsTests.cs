using Collab.Web.Models;
using Collab.Web.Parts;

namespace Collab.Web.Tests.Parts;

public class SegmentsTests
{
    [Fact]
    public void Counts_code_points()
    {
        var segments = Segments.Cut("a😀b", [new(1, 2, 7)]);
        Assert.Equal(["a", "😀", "b"], segments.Select(segment => segment.Text));
        Assert.Equal([0, 1, 0], segments.Select(segment => segment.Depth));
        Assert.Equal([7], segments[1].Ending.Select(note => note.Number));
    }

    [Fact]
    public void Deepens_where_passages_overlap()
    {
        var segments = Segments.Cut("abcdef", [new(0, 4, 1), new(2, 6, 2), new(2, 4, 3)]);
        Assert.Equal([("ab", 1), ("cd", 3), ("ef", 1)], segments.Select(segment => (segment.Text, segment.Depth)));
        Assert.Equal([1, 3], segments[1].Ending.Select(note => note.Number));
        Assert.Equal([2], segments[2].Ending.Select(note => note.Number));
    }

    [Fact]
    public void Clips_what_lies_outside()
    {
        var segments = Segments.Cut("abc", [new(2, 99, 1), new(50, 60, 2)]);
        Assert.Equal("abc", string.Concat(segments.Select(segment => segment.Text)));
        Assert.Equal([1, 2], segments[^1].Ending.Select(note => note.Number));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    public void Without_passages_a_text_stays_whole(string text) =>
        Assert.Equal(text, string.Concat(Segments.Cut(text, []).Select(segment => segment.Text)));
}
