using System.Collections.Immutable;
using Collab.Domain.Documents;

namespace Collab.Domain.Tests.Revisions;

/// <summary>
/// A text and its next revision, with the truth about every word: clauses are left, reworded lightly and heavily, deleted, moved, merged,
/// split, go on where they ended or begin before they began; look-alikes come beside them, anywhere, and in the place of what was deleted.
/// Some say a few stock words, which come in the place of others too.
/// </summary>
internal sealed class GeneratedRevision
{
    private readonly Random _random;
    private readonly GeneratedLanguage _language;
    private readonly List<List<GeneratedWord>> _old = [];
    private readonly List<(List<GeneratedWord> Words, List<int> From)> _new = [];

    public GeneratedRevision(Random random, int script, int clauses)
    {
        (_random, _language) = (random, new GeneratedLanguage(random, script));
        for (var i = 0; i < clauses; i++)
            _old.Add(Chance(2) ? Stock([.. _old.TakeLast(3)]) : i > 2 && Chance(15) ? Alike(_old[random.Next(i)], 25, 60) : [.. Enumerable.Range(0, random.Next(1, 5)).SelectMany(_ => _language.Sentence())]);
        Clauses = TextRevision.Clauses([.. _old.Select(Draft)], [.. _old.Select((_, i) => $"c{i}")]);
        Revise();
        Parts = [.. _new.Select((part, i) => Draft(part.Words, i))];
    }

    public ImmutableArray<Clause> Clauses { get; }

    public ImmutableArray<ClauseDraft> Parts { get; }

    public IReadOnlyList<GeneratedWord> Old(int clause) => _old[clause];

    public IReadOnlyList<GeneratedWord> New(int part) => _new[part].Words;

    /// <summary>The parts that are the clause, or have a part of it.</summary>
    public IEnumerable<int> PartsOf(int clause) => Enumerable.Range(0, _new.Count).Where(part => _new[part].From.Contains(clause));

    /// <summary>Whether the part goes on as the clause: of several the longest.</summary>
    public bool IsKept(int clause, int part) =>
        _new[part].From.Contains(clause)
        && _new[part].From.All(other => other == clause || _old[other].Count <= _old[clause].Count)
        && PartsOf(clause).All(other => other == part || _new[other].Words.Count <= _new[part].Words.Count);

    /// <summary>The UTF-16 range of words in a text.</summary>
    public (int Start, int Length) RangeOf(IReadOnlyList<GeneratedWord> text, int first, int count)
    {
        var start = text.Take(first).Sum(word => word.Text.Length + _language.Space.Length);
        return (start, text.Skip(first).Take(count).Sum(word => word.Text.Length + _language.Space.Length) - _language.Space.Length);
    }

    private void Revise()
    {
        for (var i = 0; i < _old.Count; i++)
        {
            var words = _old[i];
            switch (_random.Next(100))
            {
                case < 50:
                    _new.Add((words, [i]));
                    break;
                case < 67:
                    _new.Add((Reworded(words, 3, 25), [i]));
                    break;
                case < 70:
                    _new.Add((Longer(words), [i]));
                    break;
                case < 73:
                    _new.Add((Reworded(words, 35, 60), [i]));
                    break;
                case < 76:
                    _new.Add((SentenceMoved(words), [i]));
                    break;
                case < 78:
                    break;
                case < 80:
                    _new.Add((Stock([.. _old[Math.Max(0, i - 3)..Math.Min(_old.Count, i + 4)]]), []));
                    break;
                case < 83:
                    _new.Add((Alike(words, 40, 60), []));
                    break;
                case < 87:
                    _new.Insert(_random.Next(_new.Count + 1), (Chance(50) ? words : Reworded(words, 3, 20), [i]));
                    break;
                case < 90 when i + 1 < _old.Count:
                    _new.Add(([.. words, .. _old[i + 1]], [i, i + 1]));
                    i++;
                    break;
                case < 93 when words.Count > 15:
                    var at = _random.Next(6, words.Count - 6);
                    _new.Add((words[..at], [i]));
                    _new.Add((words[at..], [i]));
                    break;
                case < 96:
                    Beside(i);
                    break;
                default:
                    _new.Add(([.. _language.Sentence(), .. _language.Sentence()], []));
                    _new.Add((words, [i]));
                    break;
            }
        }
    }

    /// <summary>Few words, as they stand at other points too, but at none of these: which of two neighbours is gone that say the same, nobody can read.</summary>
    private List<GeneratedWord> Stock(IReadOnlyList<IReadOnlyList<GeneratedWord>> near)
    {
        while (true)
        {
            List<GeneratedWord> words = [.. _language.Stock()];
            if (!near.Any(other => other.Select(word => word.Text).SequenceEqual(words.Select(word => word.Text))))
                return words;
        }
    }

    /// <summary>A look-alike of a clause that stays: word for word or nearly, before it, behind it, or far away.</summary>
    private void Beside(int clause)
    {
        // A copy word for word beside what was reworded is the clause itself, by all that can be read.
        var isCopy = Chance(30);
        var copy = isCopy ? Alike(_old[clause], 0, 0) : Alike(_old[clause], 5, 40);
        var kept = isCopy || Chance(50) ? _old[clause] : Reworded(_old[clause], 3, 15);
        var far = Chance(50);
        if (far && _new.Count > 3)
            _new.Insert(_random.Next(_new.Count - 2), (copy, []));
        var before = !far && Chance(50);
        if (before)
            _new.Add((copy, []));
        _new.Add((kept, [clause]));
        if (!far && !before)
            _new.Add((copy, []));
    }

    /// <summary>The same words but for a share of them: of other identity all the same.</summary>
    private List<GeneratedWord> Alike(List<GeneratedWord> words, int least, int most)
    {
        var other = Enumerable.Range(0, words.Count).ToArray();
        _random.Shuffle(other);
        var replaced = other.Take(((words.Count * _random.Next(least, most + 1)) + 99) / 100).ToHashSet();
        return [.. words.Select((word, i) => replaced.Contains(i) ? Other(words, i) : _language.New(word.Text))];
    }

    private List<GeneratedWord> Reworded(List<GeneratedWord> words, int least, int most)
    {
        var percent = _random.Next(least, most + 1);
        var reworded = new List<GeneratedWord>();
        for (var i = 0; i < words.Count; i++)
        {
            var edit = Chance(percent) ? _random.Next(4) : 4;
            // Which of two like words beside each other is gone, nobody can read.
            if (edit == 1 || edit == 4 || (edit == 0 && IsBesideItsLike(words, i)))
                reworded.Add(words[i]);
            if (edit is 1 or 2)
                reworded.Add(Other(words, i));
            if (edit == 3)
                reworded.Add(_language.Grown(words[i]));
        }

        return reworded.Count > 0 ? reworded : [_language.New()];
    }

    /// <summary>All of its letters stand in it still, and its last word or its first is another one, or there are more.</summary>
    private List<GeneratedWord> Longer(List<GeneratedWord> words)
    {
        var more = Enumerable.Range(0, _random.Next(1, 4)).Select(_ => _language.New());
        return _random.Next(4) switch
        {
            0 => [.. words, .. more],
            1 => [.. more, .. words],
            2 => [.. words[..^1], _language.Grown(words[^1]), .. more],
            _ => [.. more, _language.Grown(words[0]), .. words[1..]],
        };
    }

    private static bool IsBesideItsLike(List<GeneratedWord> words, int at) =>
        Enumerable.Range(at - 3, 7).Any(i => i != at && i >= 0 && i < words.Count && words[i].Text == words[at].Text);

    /// <summary>A word that none around it reads like.</summary>
    private GeneratedWord Other(List<GeneratedWord> words, int at)
    {
        while (true)
        {
            var word = _language.New();
            if (!Enumerable.Range(at - 3, 7).Any(i => i >= 0 && i < words.Count && words[i].Text == word.Text))
                return word;
        }
    }

    private static List<GeneratedWord> SentenceMoved(List<GeneratedWord> words)
    {
        var end = words.FindIndex(word => word.Text.EndsWith('.')) + 1;
        return [.. words[end..], .. words[..end]];
    }

    private ClauseDraft Draft(List<GeneratedWord> words, int i) => new($"{i + 1}", ClauseKind.Point, 0, string.Join(_language.Space, words.Select(word => word.Text)));

    private bool Chance(int percent) => _random.Next(100) < percent;
}
