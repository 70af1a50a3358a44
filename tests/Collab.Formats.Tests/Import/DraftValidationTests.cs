using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Formats.Import;

namespace Collab.Formats.Tests.Import;

public class DraftValidationTests
{
    private static readonly ClauseDraft Point = new("1", ClauseKind.Point, 0, "Text.");

    [Fact]
    public void What_was_imported_may_be_saved() =>
        DraftValidation.Check(TextImport.Split("Rules\n\nWe agree:\n\n1. One:\n   (a) this,\n   (b) that.\n2. Two.", TextFormat.Text));

    [Fact]
    public void A_split_needs_a_clause() => AssertRefused("no-clauses");

    [Fact]
    public void A_clause_needs_text() => AssertRefused("empty-text", Point, Point with { Text = " \n" });

    [Fact]
    public void A_label_is_not_empty() => AssertRefused("empty-text", Point with { Label = " " });

    [Fact]
    public void The_first_clause_is_at_the_top() => AssertRefused("too-nested", Point with { Level = 1 });

    [Fact]
    public void A_clause_is_at_most_one_level_below_the_one_before()
    {
        Check(Point, Point with { Level = 1 }, Point with { Level = 2 }, Point);
        AssertRefused("too-nested", Point, Point with { Level = 2 });
        AssertRefused("too-nested", Point, Point with { Level = -1 });
        AssertRefused("too-nested", [.. Enumerable.Range(0, 33).Select(level => Point with { Level = level })]);
    }

    [Fact]
    public void A_label_has_at_most_64_characters()
    {
        Check(Point with { Label = new('1', 64) });
        AssertRefused("text-too-long", Point with { Label = new('1', 65) });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0xD83D)]
    [InlineData(0xFFFF)]
    public void Characters_are_characters(int unit)
    {
        // An attribute cannot hold a lone surrogate, and the runner would replace it.
        var bad = $"a{(char)unit}";
        AssertRefused("bad-characters", Point with { Text = bad });
        AssertRefused("bad-characters", Point with { Label = bad });
        AssertRefused("bad-characters", () => DraftValidation.Check(Draft([Point]) with { Title = bad }));
        AssertRefused("bad-characters", () => DraftValidation.Check(Draft([Point]) with { Metadata = DocumentMetadata.Of([new("date", bad)]) }));
    }

    [Fact]
    public void A_label_is_one_line() => AssertRefused("bad-characters", Point with { Label = "1\n2" });

    [Fact]
    public void A_kind_exists() => AssertRefused("bad-request", Point with { Kind = (ClauseKind)9 });

    [Fact]
    public void Ten_thousand_clauses_are_the_most()
    {
        Check([.. Enumerable.Repeat(Point, 10_000)]);
        AssertRefused("too-large", [.. Enumerable.Repeat(Point, 10_001)]);
    }

    [Fact]
    public void The_whole_is_as_small_as_a_file() =>
        AssertRefused("too-large", [.. Enumerable.Repeat(Point with { Text = new('條', 1 << 20) }, 7)]);

    private static TextDraft Draft(ClauseDraft[] clauses) => new(null, DocumentMetadata.Empty, clauses, []);

    private static void Check(params ClauseDraft[] clauses) => DraftValidation.Check(Draft(clauses));

    private static void AssertRefused(string code, params ClauseDraft[] clauses) => AssertRefused(code, () => Check(clauses));

    private static void AssertRefused(string code, Action check)
    {
        var refusal = Assert.Throws<RefusalException>(check);
        Assert.Equal(code, refusal.Code);
        Assert.Contains(refusal.Code, RefusalCodes.Status.Keys);
    }
}
