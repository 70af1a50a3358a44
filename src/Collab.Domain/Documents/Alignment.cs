using System.Collections.Immutable;

namespace Collab.Domain.Documents;

/// <summary>Lays another edition's text beside the document's, clause by clause. What does not fit is never guessed: a person says it.</summary>
public static class Alignment
{
    /// <summary>What separates paragraphs within a clause.</summary>
    private const string Paragraph = "\n\n";

    /// <summary>The index of the first part that does not fit, or null where the two have the same clauses in the same order: as many, of the same kinds, under the same labels.</summary>
    public static int? FirstMisfit(IReadOnlyList<Clause> clauses, IReadOnlyList<ClauseDraft> parts)
    {
        for (var i = 0; i < Math.Max(clauses.Count, parts.Count); i++)
        {
            if (i >= clauses.Count || i >= parts.Count || !Fits(clauses[i], parts[i]))
                return i;
        }

        return null;
    }

    /// <summary>
    /// An alignment to begin from, for a person to correct: what has the same label and kind, and between two of these what has the same
    /// kinds. What is left has no parts, and parts that are left stand in none.
    /// </summary>
    public static ImmutableArray<ClauseParts> Propose(IReadOnlyList<Clause> clauses, IReadOnlyList<ClauseDraft> parts)
    {
        var part = new int?[clauses.Count];
        var (nextClause, nextPart) = (0, 0);
        var labelled = Labelled(clauses);
        for (var i = 0; i <= parts.Count; i++)
        {
            var at = i == parts.Count ? clauses.Count
                : parts[i].Label is { } label && labelled.TryGetValue((label, parts[i].Kind), out var known) && known >= nextClause ? known : -1;
            if (at < 0)
                continue;
            Fill(clauses, parts, part, nextClause, at, nextPart, i);
            if (i == parts.Count)
                break;
            part[at] = i;
            (nextClause, nextPart) = (at + 1, i + 1);
        }

        return [.. clauses.Select((clause, i) => new ClauseParts(clause.Id, part[i] is { } found ? [found] : []))];
    }

    /// <summary>The text of the edition: for each clause that has parts, one draft of the document's kind and level, with the label of its first part.</summary>
    /// <param name="leftOut">Parts that belong to no clause and are left out on purpose.</param>
    /// <exception cref="RefusalException"><c>not-aligned</c>: a clause or a part is missing, or named twice.</exception>
    public static (ImmutableArray<ClauseDraft> Drafts, ImmutableArray<string> ClauseIds) Join(
        IReadOnlyList<Clause> clauses, IReadOnlyList<ClauseDraft> parts, IReadOnlyList<ClauseParts> alignment, IReadOnlyList<int> leftOut)
    {
        var byClause = alignment.ToLookup(given => given.Clause);
        var used = alignment.SelectMany(given => given.Parts).Concat(leftOut).ToList();
        if (alignment.Count != clauses.Count || clauses.Any(clause => byClause[clause.Id].Count() != 1))
            throw NotAligned("The alignment names each point of the document once, with no parts where the edition has nothing there.");
        if (used.Count != parts.Count || used.Distinct().Count() != parts.Count || used.Any(part => part < 0 || part >= parts.Count))
            throw NotAligned($"Each of the {parts.Count} parts of the text belongs to one point, or is left out: name each once.");
        var drafts = ImmutableArray.CreateBuilder<ClauseDraft>();
        var ids = ImmutableArray.CreateBuilder<string>();
        foreach (var clause in clauses)
        {
            var own = byClause[clause.Id].Single().Parts;
            if (own.IsEmpty)
                continue;
            drafts.Add(new ClauseDraft(parts[own[0]].Label, clause.Kind, clause.Level, string.Join(Paragraph, own.Select(part => parts[part].Text))));
            ids.Add(clause.Id);
        }

        return ids.Count > 0 ? (drafts.ToImmutable(), ids.ToImmutable()) : throw NotAligned("No point has any text in this edition. Give at least one its part.");
    }

    private static bool Fits(Clause clause, ClauseDraft part) => clause.Kind == part.Kind && clause.Label == part.Label;

    private static Dictionary<(string, ClauseKind), int> Labelled(IReadOnlyList<Clause> clauses)
    {
        var found = new Dictionary<(string, ClauseKind), int>();
        for (var i = 0; i < clauses.Count; i++)
        {
            if (clauses[i].Label is { } label)
                found.TryAdd((label, clauses[i].Kind), i);
        }

        return found;
    }

    private static void Fill(IReadOnlyList<Clause> clauses, IReadOnlyList<ClauseDraft> parts, int?[] part, int clause, int toClause, int from, int to)
    {
        if (toClause - clause != to - from || !Enumerable.Range(0, to - from).All(i => clauses[clause + i].Kind == parts[from + i].Kind))
            return;
        for (var i = 0; i < to - from; i++)
            part[clause + i] = from + i;
    }

    private static RefusalException NotAligned(string detail) => new("not-aligned", detail);
}
