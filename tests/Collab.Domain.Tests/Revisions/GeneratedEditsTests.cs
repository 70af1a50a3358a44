using System.Globalization;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;
using Collab.Domain.Revisions;
using Xunit.Abstractions;

namespace Collab.Domain.Tests.Revisions;

/// <summary>On generated edits, whose truth is known word by word: nothing is placed wrongly, and what stayed is nearly all placed.</summary>
public sealed class GeneratedEditsTests(ITestOutputHelper output)
{
    private const int Seed = 20261127;

    private int _placed, _wrong, _survive, _survivors, _joined, _offered, _total;

    [Fact]
    public void No_target_is_placed_wrongly_and_nearly_all_whose_words_stay_are_placed()
    {
        var wanted = int.Parse(Environment.GetEnvironmentVariable("COLLAB_ANCHORS") ?? "20000", CultureInfo.InvariantCulture);
        for (var round = 0; _total < wanted; round++)
            Run(new Random(Seed + round), round);
        output.WriteLine($"{_total} targets: {_placed} placed, {_wrong} of them wrongly; {_survive} whose words stay in their clause, {_survivors} of them placed ({100.0 * _survivors / _survive:0.0} %); {_joined} whose words are in another clause now, {_offered} of them with the true place among the candidates");
        Assert.True(_wrong == 0, $"{_wrong} of {_total} targets are placed wrongly.");
        Assert.True(_survivors >= 0.95 * _survive, $"Of {_survive} targets whose words stay only {_survivors} are placed.");
        Assert.True(_offered >= 0.9 * _joined, $"Of {_joined} targets whose words are in another clause only {_offered} have the true place among their candidates.");
    }

    private void Run(Random random, int round)
    {
        var truth = new GeneratedRevision(random, round % 6, 60);
        var pairs = Pairing.Propose(truth.Clauses, truth.Parts);
        var fresh = 0;
        var next = TextRevision.Clauses(truth.Parts, Pairing.Ids(pairs, truth.Parts.Length, () => $"new{fresh++}"));
        var reanchoring = new Reanchoring(truth.Clauses, next, pairs, 2);
        for (var clause = 0; clause < truth.Clauses.Length; clause++)
        {
            for (var i = 0; i < 6; i++)
                Judge(truth, reanchoring, next, clause, random);
        }
    }

    private void Judge(GeneratedRevision truth, Reanchoring reanchoring, IReadOnlyList<Clause> next, int clause, Random random)
    {
        var words = truth.Old(clause);
        var whole = random.Next(10) == 0;
        var first = random.Next(words.Count);
        var count = Math.Min(words.Count - first, random.Next(3) switch { 0 => 1, 1 => random.Next(2, 6), _ => random.Next(4, 20) });
        var (start, length) = truth.RangeOf(words, first, count);
        var target = whole ? new Target($"c{clause}", 1) : Anchoring.Describe($"c{clause}", 1, truth.Clauses[clause].Text, start, start + length);
        var outcome = reanchoring.Of(target);
        _total++;
        // Where the words really are: in which part, from which word on.
        var real = whole
            ? [.. truth.PartsOf(clause).Select(part => (Part: part, At: 0))]
            : truth.PartsOf(clause).Select(part => (Part: part, At: PlaceOf(truth.New(part), words, first, count))).Where(place => place.At >= 0).ToList();
        if (outcome.Placed is { } placed)
        {
            _placed++;
            if (placed.Clause != target.Clause || !real.Any(place => Is(truth, next, place, count, placed)))
            {
                _wrong++;
                output.WriteLine($"Wrong: {target.Quote?.Exact ?? "whole"} | {outcome.Evidence} | {truth.Clauses[clause].Text} | {next.First(c => c.Id == placed.Clause).Text} at {placed.Position}");
            }
        }

        if (real.Any(place => truth.IsKept(clause, place.Part)) && !(whole && real.Count > 1))
        {
            _survive++;
            _survivors += outcome.Placed is null ? 0 : 1;
        }
        else if (real.Count > 0 && !whole)
        {
            _joined++;
            _offered += outcome.Placed is not null || outcome.Candidates.Any(candidate => real.Any(place => Is(truth, next, place, count, candidate))) ? 1 : 0;
        }
    }

    private static bool Is(GeneratedRevision truth, IReadOnlyList<Clause> next, (int Part, int At) place, int count, Target target)
    {
        if (next[place.Part].Id != target.Clause)
            return false;
        if (target.IsWhole)
            return true;
        var (start, length) = truth.RangeOf(truth.New(place.Part), place.At, count);
        return target.Position == Anchoring.Describe(target.Clause, 2, next[place.Part].Text, start, start + length).Position;
    }

    private static int PlaceOf(IReadOnlyList<GeneratedWord> text, IReadOnlyList<GeneratedWord> words, int first, int count)
    {
        for (var at = 0; at <= text.Count - count; at++)
        {
            if (Enumerable.Range(0, count).All(i => text[at + i] == words[first + i]))
                return at;
        }

        return -1;
    }
}
