using System.Collections.Immutable;
using Collab.Domain.Documents;

namespace Collab.Domain.Tests.Documents;

/// <summary>What stands beside what in another edition.</summary>
public sealed class AlignmentTests
{
    private static readonly ImmutableArray<Clause> Clauses = TextRevision.Clauses(
        [
            new(null, ClauseKind.Preamble, 0, "The council resolves:"),
            new("1", ClauseKind.Point, 0, "The library opens at eight."),
            new("2", ClauseKind.Point, 0, "Nobody pays."),
            new(null, ClauseKind.Paragraph, 1, "Not even guests."),
            new("3", ClauseKind.Point, 0, "The garden stays."),
        ],
        ["p", "one", "two", "guests", "three"]);

    private static readonly ImmutableArray<ClauseDraft> German =
    [
        new(null, ClauseKind.Preamble, 0, "Der Rat beschließt:"),
        new("1", ClauseKind.Point, 0, "Die Bücherei öffnet um acht."),
        new("2", ClauseKind.Point, 0, "Niemand zahlt."),
        new(null, ClauseKind.Paragraph, 1, "Auch Gäste nicht."),
        new("3", ClauseKind.Point, 0, "Der Garten bleibt."),
    ];

    [Fact]
    public void A_text_with_the_same_labels_and_kinds_in_order_fits()
    {
        Assert.Null(Alignment.FirstMisfit(Clauses, German));
        Assert.Equal([0, 1, 2, 3, 4], Alignment.Propose(Clauses, German).SelectMany(given => given.Parts));
    }

    [Theory]
    [InlineData(2, "3", ClauseKind.Point)]
    [InlineData(2, null, ClauseKind.Point)]
    [InlineData(3, null, ClauseKind.Note)]
    public void Another_label_or_kind_does_not_fit(int at, string? label, ClauseKind kind) =>
        Assert.Equal(at, Alignment.FirstMisfit(Clauses, German.SetItem(at, German[at] with { Label = label, Kind = kind })));

    [Fact]
    public void A_part_more_or_less_does_not_fit()
    {
        Assert.Equal(5, Alignment.FirstMisfit(Clauses, German.Add(German[1])));
        Assert.Equal(4, Alignment.FirstMisfit(Clauses, German.RemoveAt(4)));
    }

    /// <summary>The title of the translation stands in the text, and the paragraph under point 2 has become two.</summary>
    [Fact]
    public void What_is_proposed_goes_by_labels_and_leaves_the_rest_to_a_person()
    {
        var parts = German.Insert(3, new(null, ClauseKind.Paragraph, 1, "Auch")).Insert(0, new(null, ClauseKind.Heading, 0, "Beschluss"));
        var proposed = Alignment.Propose(Clauses, parts);
        Assert.Equal(["p", "one", "two", "guests", "three"], proposed.Select(given => given.Clause));
        Assert.Equal([[], [2], [3], [], [6]], proposed.Select(given => given.Parts.ToArray()));
    }

    [Fact]
    public void Several_parts_become_one_text_and_what_is_left_out_is_said()
    {
        var parts = German.Insert(0, new(null, ClauseKind.Heading, 0, "Beschluss"));
        var (drafts, ids) = Alignment.Join(Clauses, parts, [new("p", [1]), new("one", [2]), new("two", [3, 4]), new("guests", []), new("three", [5])], [0]);
        Assert.Equal(["p", "one", "two", "three"], ids.AsEnumerable());
        Assert.Equal("Niemand zahlt.\n\nAuch Gäste nicht.", drafts[2].Text);
        Assert.Equal(("2", ClauseKind.Point), (drafts[2].Label, drafts[2].Kind));
    }

    public static TheoryData<string, ClauseParts[], int[]> Unsaid => new()
    {
        { "a point is not named", [new("p", [0]), new("one", [1]), new("two", [2]), new("guests", [3])], [4] },
        { "a point is named twice", [new("p", [0]), new("one", [1]), new("two", [2]), new("two", [3]), new("three", [4])], [] },
        { "a point is of another document", [new("p", [0]), new("one", [1]), new("two", [2]), new("else", [3]), new("three", [4])], [] },
        { "a part is in no point", [new("p", [0]), new("one", [1]), new("two", [2]), new("guests", []), new("three", [4])], [] },
        { "a part is in two points", [new("p", [0]), new("one", [1]), new("two", [2]), new("guests", [2]), new("three", [4])], [3] },
        { "there is no such part", [new("p", [0]), new("one", [1]), new("two", [2]), new("guests", [5]), new("three", [4])], [] },
        { "nothing is left", [new("p", []), new("one", []), new("two", []), new("guests", []), new("three", [])], [0, 1, 2, 3, 4] },
    };

    [Theory]
    [MemberData(nameof(Unsaid))]
    public void What_is_not_said_is_never_guessed(string why, ClauseParts[] alignment, int[] leftOut)
    {
        var refusal = Assert.Throws<RefusalException>(() => Alignment.Join(Clauses, German, alignment, leftOut));
        Assert.True(refusal.Code == "not-aligned", why);
    }
}
