using System.Text;
using Collab.Domain;
using Collab.Domain.Documents;
using Collab.Formats.Import;
using CsCheck;

namespace Collab.Formats.Tests.Import;

public class ImportPropertyTests
{
    private static readonly string[] Words =
        ["river", "garden", "Mill", "bed,", "12", "1.5", "I", "A.", "No.", "180", "§", "(2)", "вода", "水池", "ماء", "é", "😀", "well-known", "1917.", "ii)", "Article", "-", "x:"];

    private static readonly Gen<string> Sentence = AnyOf(Words).Array[3, 25].Select(words => $"W{string.Join(' ', words)}o.");

    private static readonly Gen<Node[]> Outline = Tree(3);

    /// <summary>Styles that a person may use for one level; each level of a document uses one of its own.</summary>
    private static readonly Func<int, string>[] Styles =
    [
        n => $"{n}.", n => $"({n})", n => $"{n})", n => $"§ {n}", n => $"Article {n}", n => $"{Roman(n)}.",
        n => $"({(char)('a' + n - 1)})", n => $"{(char)('a' + n - 1)})", n => $"第{"一二三四五六"[n - 1]}条", n => $"{"абвгде"[n - 1]})", n => $"{"١٢٣٤٥٦"[n - 1]}.",
    ];

    [Fact]
    public void An_outline_in_any_style_comes_back_as_it_was() =>
        Gen.Select(Outline, Gen.Shuffle(Styles), Gen.Int[0, 3]).Sample(
            (outline, styles, layout) =>
            {
                var expected = new List<ClauseDraft>();
                var text = new StringBuilder("We agree upon the following, all of us who met by the river.\n\n");
                Render(outline, Distinct(styles), 0, layout, text, expected);
                var clauses = TextImport.Split(text.ToString(), TextFormat.Text).Clauses;
                Assert.Equal(ClauseKind.Preamble, clauses[0].Kind);
                Assert.Equal(expected, clauses.Skip(1));
            },
            iter: 2_000);

    [Fact]
    public void Nothing_is_lost_and_nothing_doubled() =>
        Gen.Select(Gen.OneOf(Sentence, AnyOf("1. One.", "2. Two.", "(a) and", "I. think", "1917. was", "§ 2 of", "HEADING", "Short title", "- item", "   indented", "Article 1", "1.1 x", "第一条"))
            .Array[1, 40], AnyOf("\n", "\n\n", "\r\n")).Sample(
            (lines, end) =>
            {
                var text = $"The first paragraph is a sentence, so that nothing is a title.{end}{string.Join(end, lines)}";
                var draft = TextImport.Split(text, TextFormat.Text);
                Assert.Null(draft.Title);
                Assert.Empty(draft.Metadata.Entries);
                Assert.Equal(Solid(text), Solid(string.Concat(draft.Clauses.Select(clause => clause.Label + clause.Text))));
                DraftValidation.Check(draft);
            },
            iter: 5_000);

    [Fact]
    public void Whatever_is_typed_is_split_or_refused() =>
        Gen.Select(Gen.OneOf(Gen.String[0, 60], AnyOf(Words.Concat(["\n", "\n\n", "# ", "```", "> ", "---\n", "[^1]:", "| a | b |", "<b>", "1. ", "    ", "<ul>", "<li>", "<li>1. One", "<li>- 2. Two", "<blockquote>", "</ul>"]).ToArray()).Array[0, 60].Select(string.Concat)), Gen.Enum<TextFormat>()).Sample(
            (text, format) =>
            {
                TextDraft draft;
                try
                {
                    draft = TextImport.Split(text, format);
                }
                catch (RefusalException refusal)
                {
                    Assert.Contains(refusal.Code, RefusalCodes.Status.Keys);
                    return;
                }

                // A split that nobody could save is no split.
                DraftValidation.Check(draft);
            },
            iter: 20_000);

    /// <summary>What must come through: everything but white space and the signs that stand between a label and its text, or for a bullet.</summary>
    private static string Solid(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('.' or '-' or ':')));

    private static Gen<Node[]> Tree(int depth) =>
        Gen.Select(Sentence, depth == 1 ? Gen.Const<Node[]>([]) : Gen.Frequency((2, Gen.Const<Node[]>([])), (1, Tree(depth - 1))))
            .Select((text, children) => new Node(text, children))
            .Array[2, 5];

    // One style of each kind of number, and words above bare numbers: nobody puts articles under (b).
    private static Func<int, string>[] Distinct(Func<int, string>[] styles) =>
        [.. styles.DistinctBy(style => style(1).Trim('(', ')', '.').Replace('١', '1')).DistinctBy(style => IsWord(style) ? "word" : style(1)).Take(3).OrderByDescending(IsWord)];

    private static bool IsWord(Func<int, string> style) => style(1).Contains('1', StringComparison.Ordinal) && style(1).Contains(' ', StringComparison.Ordinal) || style(1)[0] == '第';

    private static void Render(Node[] nodes, Func<int, string>[] styles, int level, int layout, StringBuilder text, List<ClauseDraft> expected)
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            var marker = styles[level](i + 1);
            text.Append(new string(' ', layout % 2 == 0 ? 0 : level * 3)).Append(marker).Append(' ').Append(nodes[i].Text).Append(layout < 2 ? "\n\n" : "\n");
            expected.Add(new(marker.TrimEnd('.'), ClauseKind.Point, level, nodes[i].Text));
            Render(nodes[i].Children, styles, level + 1, layout, text, expected);
        }
    }

    private static Gen<string> AnyOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Roman(int n) => new[] { "I", "II", "III", "IV", "V", "VI" }[n - 1];

    private sealed record Node(string Text, Node[] Children);
}
