using Collab.Domain.Documents;
using Collab.Formats.Import.Markers;

namespace Collab.Formats.Import.Outline;

/// <summary>What a person should look at before the split is saved.</summary>
internal static class SplitWarnings
{
    private const int MaxWarnings = 20;

    public static IReadOnlyList<string> For(Numbering numbering, IReadOnlyList<ClauseDraft> clauses)
    {
        var warnings = new List<string>();
        warnings.AddRange(clauses.Zip(clauses.Skip(1))
            .Where(pair => pair is { First: { Kind: ClauseKind.Point, Label: not null }, Second: { Kind: ClauseKind.Paragraph, Level: > 0 } } && pair.First.Level == pair.Second.Level)
            .Select(pair => $"After “{pair.First.Label}”, the last of its list, a paragraph stands beside it. If it is more of “{pair.First.Label}”, join it with the one before."));
        if (!clauses.Any(clause => clause.Label is not null))
            warnings.Add("No numbering was found: each paragraph became a clause. Add labels where the text is cited by number.");
        foreach (var run in numbering.Runs.OrderBy(run => run.First.Line))
        {
            if (run.Style.Form == MarkerForm.Bullet)
                continue;
            if (run.First.Ordinal.Value > 1)
                warnings.Add($"A numbering begins at “{run.First.Label}”. Check that nothing before it is missing.");
            for (var i = 1; i < run.Markers.Count; i++)
            {
                var (before, after) = (run.Markers[i - 1], run.Markers[i]);
                if (!after.Ordinal.Follows(before.Ordinal))
                    warnings.Add($"“{after.Label}” follows “{before.Label}”: a number is left out. Check the split between them.");
            }
        }

        return warnings.Count <= MaxWarnings
            ? warnings
            : [.. warnings.Take(MaxWarnings), $"{warnings.Count - MaxWarnings} more warnings of this kind are not shown."];
    }
}
