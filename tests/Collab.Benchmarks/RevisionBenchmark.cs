using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Revisions;

namespace Collab.Benchmarks;

/// <summary>What it takes to lay a new revision beside a long text, and to find the place of every note in it.</summary>
internal static class RevisionBenchmark
{
    private const string Table = "A new revision of 2,500 points (1.1 million characters) with 10,000 notes, in this process";
    public const int Points = 2500, Notes = 10_000;

    private const int Rounds = 7;

    public static async Task RunAsync(Report report)
    {
        InProcess(report);
        RevisionGrainBenchmark.Run(report, Table);
        await RevisionServerBenchmark.RunAsync(report);
    }

    /// <summary>A text and the next: of ten points six stay; one each is reworded in every tenth word, moved, deleted, and new.</summary>
    public static (IReadOnlyList<ClauseDraft> Before, IReadOnlyList<ClauseDraft> After) Texts(Random random)
    {
        var texts = Enumerable.Range(0, Points).Select(_ => Enumerable.Range(0, 100).Select(_ => Word(random)).ToArray()).ToArray();
        var after = texts.Index().Where(text => text.Index % 10 != 0).OrderBy(text => text.Index % 10 == 1 ? random.Next(Points) : text.Index)
            .SelectMany(text => text.Index % 10 == 2 ? [text.Item, [.. text.Item.Select(_ => Word(random))]]
                : text.Index % 10 == 3 ? new[] { text.Item.Select(word => random.Next(10) == 0 ? Word(random) : word).ToArray() } : [text.Item]);
        return ([.. texts.Select(Draft)], [.. after.Select(Draft)]);
    }

    private static void InProcess(Report report)
    {
        var random = new Random(2500);
        var (before, parts) = Texts(random);
        var clauses = TextRevision.Clauses([.. before], [.. before.Select((_, i) => $"c{i}")]);
        var targets = Enumerable.Range(0, Notes).Select(i => Target(clauses[i % Points], random)).ToList();
        report.Row(Table, "characters before and after", $"{clauses.Sum(clause => clause.Text.Length):N0}, {parts.Sum(part => part.Text.Length):N0}", "", null);

        var (pairing, placing, outcomes) = (new List<Cost>(), new List<Cost>(), new List<Reanchored>());
        for (var i = 0; i < Rounds; i++)
        {
            var started = Cost.Begin();
            var pairs = Pairing.Propose(clauses, parts);
            pairing.Add(started.End());
            var next = 0;
            var after = TextRevision.Clauses(parts, Pairing.Ids(pairs, parts.Count, () => $"n{next++}"));
            started = Cost.Begin();
            var reanchoring = new Reanchoring(clauses, after, pairs, 2);
            outcomes = [.. targets.Select(reanchoring.Of)];
            placing.Add(started.End());
        }

        report.Row(Table, "points paired", Cost.Figure(pairing), "", null);
        report.Row(Table, "notes placed or left to a person", Cost.Figure(placing), "", null);
        report.Row(Table, "of these unchanged, moved, ambiguous, orphaned", string.Join(", ", Enum.GetValues<AnchorState>().Select(state => $"{outcomes.Count(outcome => outcome.State == state):N0}")), "", null);
    }

    private static string Word(Random random) => $"w{(int)Math.Pow(4000, random.NextDouble())}";

    private static ClauseDraft Draft(string[] words, int i) => new($"{i + 1}", ClauseKind.Point, 0, string.Join(' ', words) + ".");

    public static Target Target(Clause clause, Random random)
    {
        var start = random.Next(clause.Text.Length - 60);
        return Anchoring.Describe(clause.Id, 1, clause.Text, start, start + random.Next(5, 60));
    }
}
