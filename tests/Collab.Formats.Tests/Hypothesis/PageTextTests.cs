using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Collab.Domain.Annotations;
using Collab.Domain.Commands;
using Collab.Domain.Documents;
using Collab.Domain.Policy;
using Collab.Domain.Revisions;
using Collab.Formats.Hypothesis;
using Collab.Formats.Tests.Export;

namespace Collab.Formats.Tests.Hypothesis;

/// <summary>Between the client's selectors, which count UTF-16 units of the page, and ours, which count code points within a clause.</summary>
public sealed class PageTextTests
{
    private static readonly PageText Page = Of("Résumé 😀", "The assembly meets.", "It reads 😀 a text.", "The assembly meets.", "It parts.");

    [Theory]
    [InlineData("😀 a text", "c1", 9, 17)]
    [InlineData("It parts.", "c3", 0, 9)]
    public void A_position_whose_quote_agrees_is_a_passage_of_its_clause(string exact, string clause, int start, int end)
    {
        var at = Page.Text.IndexOf(exact, "Résumé 😀".Length, StringComparison.Ordinal);
        var found = Assert.Single(Page.Find(Target(Position(at, at + exact.Length), Quote(exact))));
        Assert.Equal((clause, start, end, exact), (found.Clause, found.Position!.Start, found.Position.End, found.Quote!.Exact));
        var back = new Target(found.Clause, 1, found.Quote, found.Position);
        Assert.Equal((at, at + exact.Length), Page.RangeOf(back));
    }

    [Fact]
    public void Of_words_that_stand_twice_those_are_meant_that_the_position_names()
    {
        var second = Page.Text.LastIndexOf("The assembly", StringComparison.Ordinal);
        Assert.Equal("c2", Assert.Single(Page.Find(Target(Position(second, second + 12), Quote("The assembly")))).Clause);
        Assert.Empty(Page.Find(Target(Quote("The assembly"))));
    }

    [Fact]
    public void A_passage_over_several_clauses_is_one_in_each()
    {
        var (start, end) = (Page.Text.IndexOf("meets", StringComparison.Ordinal), Page.Text.IndexOf("reads", StringComparison.Ordinal) + 5);
        var found = Page.Find(Target(Position(start, end), Quote(Page.Text[start..end])));
        Assert.Equal([("c0", "meets."), ("c1", "It reads")], found.Select(target => (target.Clause, target.Quote!.Exact)));
    }

    [Theory]
    [InlineData("It departs.", null, null)]
    [InlineData("parts", "We ", null)]
    [InlineData("Résumé", null, null)]
    public void What_does_not_stand_here_so_is_nowhere(string exact, string? prefix, string? suffix) =>
        Assert.Empty(Page.Find(Target(Position(3, 3 + exact.Length), Quote(exact, prefix, suffix))));

    [Fact]
    public void A_quote_alone_is_found_where_it_stands_once_between_its_words()
    {
        Assert.Equal("c3", Assert.Single(Page.Find(Target(Quote("parts", "It ", ".")))).Clause);
        Assert.Equal("c3", Assert.Single(Page.Find(Target(Quote("parts")))).Clause);
    }

    [Fact]
    public void What_is_said_of_an_earlier_text_is_nowhere_in_this_one_and_a_page_from_before_reads_its_own()
    {
        var builder = new DocumentBuilder("The council meets in May.", "The council meets in June.", "Nobody is paid.");
        var owner = builder.Join("Ida Lund", Role.Owner);
        var (before, clauses) = (builder.State.Header.Seq, builder.State.Header.Clauses);
        ImmutableArray<ClauseDraft> parts = [.. new[] { "The council meets in June.", "Nobody at all is paid." }.Select((text, i) => new ClauseDraft($"{i + 1}", ClauseKind.Point, 0, text))];
        builder.Do(new ReviseText
        {
            CommandId = Guid.NewGuid(),
            Actor = owner,
            Revision = 1,
            Drafts = parts,
            Pairs = [new([clauses[0].Id], [], ClauseChange.Deleted), new([clauses[1].Id], [0], ClauseChange.Unchanged), new([clauses[2].Id], [1], ClauseChange.Reworded)],
            Text = new string('b', 64),
        });
        var (now, then) = (PageText.Of(builder.State.Header), PageText.At(builder.State.Header, before));
        JsonObject Ours(int clause, int revision) => new() { ["type"] = "ClauseSelector", ["clause"] = clauses[clause].Id, ["revision"] = revision, ["start"] = 7, ["end"] = 14 };
        Assert.Empty(now.Find(Target(Ours(2, 1))));
        Assert.Equal(clauses[2].Id, Assert.Single(now.Find(Target(Ours(2, 2)))).Clause);
        Assert.Equal(clauses[1].Id, Assert.Single(now.Find(Target(Ours(1, 1)))).Clause);
        // The same words stand at the same place of the page, in another clause.
        var at = then.Text.IndexOf("council", StringComparison.Ordinal);
        var marked = Target(Position(at, at + 7), Quote("council"));
        Assert.Equal((clauses[0].Id, 1), Assert.Single(then.Find(marked)) is var found ? (found.Clause, found.Revision ?? 0) : default);
        Assert.Equal((clauses[1].Id, 2), Assert.Single(now.Find(marked)) is var other ? (other.Clause, other.Revision ?? 0) : default);
        Assert.Same(now, PageText.At(builder.State.Header, before + 1));
    }

    [Fact]
    public void Our_own_selector_names_the_clause_and_is_believed_only_where_the_words_agree()
    {
        var ours = new JsonObject { ["type"] = "ClauseSelector", ["clause"] = "c2", ["revision"] = 1, ["start"] = 0, ["end"] = 3 };
        Assert.Equal("c2", Assert.Single(Page.Find(Target(Quote("The"), ours.DeepClone().AsObject()))).Clause);
        Assert.Empty(Page.Find(Target(Quote("Its"), ours)));
        var whole = Assert.Single(Page.Find(Target(Quote("The assembly meets."), new JsonObject { ["type"] = "ClauseSelector", ["clause"] = "c2" })));
        Assert.Equal(("c2", true), (whole.Clause, new Target(whole.Clause, 1, whole.Quote, whole.Position).IsWhole));
    }

    /// <summary>Every passage of every clause goes to the client and comes back as itself.</summary>
    [Fact]
    public void Every_passage_comes_back_from_the_client_as_it_was()
    {
        string[] clauses = ["a😀b", "नमस्ते दुनिया", "مرحبا", "e\u0301e\u0301", "same", "same", "x"];
        var page = Of("Title", clauses);
        var tried = 0;
        for (var clause = 0; clause < clauses.Length; clause++)
        {
            var length = CodePoints.Count(clauses[clause]);
            for (var start = 0; start < length; start++)
            {
                for (var end = start + 1; end <= length; end++)
                {
                    var (from, to) = (CodePoints.ToUtf16(clauses[clause], start), CodePoints.ToUtf16(clauses[clause], end));
                    var target = Anchoring.Describe($"c{clause}", 1, clauses[clause], from, to);
                    var (at, until) = page.RangeOf(target)!.Value;
                    if (!string.IsNullOrWhiteSpace(target.Quote!.Exact))
                        Assert.Equal((target.Clause, target.Position), Assert.Single(page.Find(Target(Position(at, until), Quote(page.Text[at..until])))) is var back ? (back.Clause, back.Position) : default);
                    tried++;
                }
            }
        }

        Assert.True(tried > 100);
    }

    private static PageText Of(string title, params string[] texts)
    {
        ImmutableArray<Clause> clauses = [.. texts.Select((text, i) => new Clause { Id = $"c{i}", Label = $"{i + 1}", Kind = ClauseKind.Point, Text = text })];
        return PageText.Of(new DocumentHeader { Id = "d", Revision = 1, Title = title, Clauses = clauses, ClausesById = clauses.ToImmutableDictionary(clause => clause.Id) });
    }

    private static JsonElement Target(params JsonObject[] selectors) =>
        JsonDocument.Parse(new JsonObject { ["source"] = "https://host.example/page", ["selector"] = new JsonArray([.. selectors]) }.ToJsonString()).RootElement;

    private static JsonObject Position(int start, int end) => new() { ["type"] = "TextPositionSelector", ["start"] = start, ["end"] = end };

    private static JsonObject Quote(string exact, string? prefix = null, string? suffix = null) => new() { ["type"] = "TextQuoteSelector", ["exact"] = exact, ["prefix"] = prefix, ["suffix"] = suffix };
}
