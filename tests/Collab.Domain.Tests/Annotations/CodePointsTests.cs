using System.Text;
using Collab.Domain.Annotations;
using CsCheck;

namespace Collab.Domain.Tests.Annotations;

public sealed class CodePointsTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("a😀b", 3)]
    [InlineData("e\u0301", 2)]
    [InlineData("שלום", 4)]
    [InlineData("👩‍👩‍👧", 5)]
    public void Count_is_of_code_points(string text, int expected) => Assert.Equal(expected, CodePoints.Count(text));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 4)]
    [InlineData(4, -1)]
    [InlineData(-1, -1)]
    [InlineData(int.MaxValue, -1)]
    [InlineData(int.MinValue, -1)]
    public void ToUtf16_steps_over_both_halves_of_a_pair(int codePoint, int expected) => Assert.Equal(expected, CodePoints.ToUtf16("a😀b", codePoint));

    [Fact]
    public void Counting_agrees_with_runes_on_any_text() => Texts.Any.Sample(text => Assert.Equal(text.EnumerateRunes().Count(), CodePoints.Count(text)));

    [Fact]
    public void Every_position_leads_to_its_rune() => Texts.Any.Sample(text =>
    {
        var at = 0;
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            Assert.Equal(at, CodePoints.ToUtf16(text, position++));
            at += rune.Utf16SequenceLength;
        }

        Assert.Equal(text.Length, CodePoints.ToUtf16(text, position));
        Assert.Equal(-1, CodePoints.ToUtf16(text, position + 1));
    });

    [Theory]
    [InlineData("plain", false)]
    [InlineData("a😀b", false)]
    [InlineData("tab\tand\nline", false)]
    [InlineData("nul\0", true)]
    [InlineData("\ufffe", true)]
    [InlineData("\uffff", true)]
    [InlineData("\ufdd0", true)]
    [InlineData("\ufffd", false)]
    public void Forbidden_is_what_cannot_be_stored_or_shown(string text, bool forbidden) => Assert.Equal(forbidden, CodePoints.HasForbidden(text));

    // Lone surrogates do not survive in an attribute's arguments.
    [Fact]
    public void A_lone_surrogate_counts_and_is_forbidden()
    {
        Assert.Equal(2, CodePoints.Count("\ude00\ud83d"));
        Assert.Equal(1, CodePoints.Count("\ud83d"));
        Assert.True(CodePoints.HasForbidden("\ud83d"));
        Assert.True(CodePoints.HasForbidden("x\ude00y"));
    }

    [Fact]
    public void Noncharacters_of_every_plane_are_forbidden()
    {
        for (var plane = 0; plane <= 16; plane++)
        {
            Assert.True(CodePoints.HasForbidden(new Rune((plane << 16) | 0xFFFE).ToString()));
            Assert.True(CodePoints.HasForbidden(new Rune((plane << 16) | 0xFFFF).ToString()));
        }
    }
}
