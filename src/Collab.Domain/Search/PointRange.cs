using System.Collections.Immutable;
using Collab.Domain.Documents;

namespace Collab.Domain.Search;

/// <summary>The clauses that <c>point:</c> means: a point with all that is nested in it, or from one point to another.</summary>
internal static class PointRange
{
    /// <exception cref="RefusalException"><c>bad-query</c>: the text has no such point.</exception>
    public static ImmutableHashSet<string> Of(Condition.About about, DocumentHeader header)
    {
        var clauses = header.Clauses;
        var single = Named(clauses, about.Label).ToList();
        if (single.Count > 0)
            return [.. single.SelectMany(at => Enumerable.Range(at, End(clauses, at) - at)).Select(at => clauses[at].Id)];
        // A label may have a hyphen of its own.
        foreach (var hyphen in Enumerable.Range(1, about.Label.Length - 1).Where(at => about.Label[at] == '-'))
        {
            var (first, last) = (Named(clauses, about.Label[..hyphen]).ToList(), Named(clauses, about.Label[(hyphen + 1)..]).ToList());
            var to = last.FindIndex(at => first.Count > 0 && at >= first[0]);
            if (to >= 0)
                return [.. clauses[first[0]..End(clauses, last[to])].Select(clause => clause.Id)];
        }

        throw new RefusalException("bad-query", $"The text has no point of that name: write it as it is printed there, or two with a hyphen between, as in point:3-5 (at character {about.At}).");
    }

    private static IEnumerable<int> Named(ImmutableArray<Clause> clauses, string label)
    {
        var asked = Folded(label);
        // "3-5" is a label only where it is printed so: else it means 3 to 5, and not 3.5.
        return asked.Length == 0 ? [] : Enumerable.Range(0, clauses.Length).Where(at => clauses[at] switch
        {
            { Label: { } printed } => label.Contains('-', StringComparison.Ordinal) ? printed.TrimEnd('.') == label : Folded(printed) == asked,
            { Kind: ClauseKind.Preamble } => asked == "preamble",
            _ => false,
        });
    }

    /// <summary>The place after the last clause that is nested in this one.</summary>
    private static int End(ImmutableArray<Clause> clauses, int at)
    {
        var end = at + 1;
        while (end < clauses.Length && clauses[end].Level > clauses[at].Level)
            end++;
        return end;
    }

    private static string Folded(string label) => string.Join(' ', Tokenizer.Tokens(label));
}
