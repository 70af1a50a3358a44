using Collab.Domain.Commands;
using Collab.Testing;

namespace Collab.Domain.Tests.Commands;

public sealed class MarkdownDepthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("plain words, a-b, 3.5, x * y", 0)]
    [InlineData("# heading\n\ntext", 0)]
    [InlineData("> quoted", 1)]
    [InlineData(">>> quoted", 3)]
    [InlineData("> - 1. * x", 4)]
    [InlineData("- a\n  - b\n    - c", 3)]
    [InlineData("[[[x]]]", 3)]
    [InlineData("[a](b) [c](d) [e](f)", 1)]
    [InlineData("**bold** and *italic* and ~~gone~~ and __both__", 1)]
    [InlineData("***both***", 2)]
    [InlineData("*a _b *c", 3)]
    [InlineData("2*3*4*5*6 snake_case_name_here", 1)]
    [InlineData("![a\n![b\n![c", 3)]
    public void Depth_is_counted(string text, int atLeast) => Assert.InRange(MarkdownDepth.Of(text), atLeast, atLeast + 1);

    [Theory]
    [InlineData("> ")]
    [InlineData(">")]
    [InlineData("- ")]
    [InlineData("1. ")]
    [InlineData("1) ")]
    [InlineData("[")]
    [InlineData("![")]
    [InlineData("![\n")]
    [InlineData("*a _b ")]
    [InlineData("*a ")]
    [InlineData("**a *b ")]
    [InlineData("~~a ")]
    [InlineData("(*a")]
    [InlineData("(_a\n")]
    public void What_nests_a_hundredfold_is_past_the_limit(string marker) =>
        Assert.True(MarkdownDepth.Of(string.Concat(Enumerable.Repeat(marker, 100)) + "x") > MarkdownDepth.Max);

    [Fact]
    public void Lists_nested_by_indentation_are_counted() =>
        Assert.True(MarkdownDepth.Of(string.Concat(Enumerable.Range(0, 100).Select(i => new string(' ', 2 * i) + "- x\n"))) > MarkdownDepth.Max);

    [Theory]
    [InlineData("**word** ")]
    [InlineData("*word*, ")]
    [InlineData("[link](https://example.org/a_b_c) ")]
    [InlineData("a*b ")]
    [InlineData("snake_case ")]
    [InlineData("- point\n")]
    [InlineData("> line\n")]
    [InlineData("1. step\n")]
    [InlineData("* point with *emphasis*\n")]
    [InlineData("Who said *that?*\n\n")]
    public void What_stands_side_by_side_is_not_nested(string piece) =>
        Assert.InRange(MarkdownDepth.Of(string.Concat(Enumerable.Repeat(piece, 500))), 0, 3);

    [Fact]
    public void Counting_takes_a_moment_only_for_the_longest_text()
    {
        var text = string.Concat(Enumerable.Repeat("*_~[", 4096));
        var began = ThreadTime.Now;
        Assert.True(MarkdownDepth.Of(text) > MarkdownDepth.Max);
        Assert.InRange(ThreadTime.Now - began, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }
}
