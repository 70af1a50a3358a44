using System.Collections.Immutable;

namespace Collab.Domain.Documents;

/// <summary>The text of one revision: its clauses in order, each under the id that it keeps.</summary>
public static class TextRevision
{
    /// <summary>Joins the drafts of a text with the ids of its clauses; the parent of each is the nearest one before it of a lower level.</summary>
    /// <exception cref="ArgumentException">There are not as many ids as drafts.</exception>
    public static ImmutableArray<Clause> Clauses(IReadOnlyList<ClauseDraft> drafts, IReadOnlyList<string> ids)
    {
        if (drafts.Count != ids.Count)
            throw new ArgumentException($"{drafts.Count} clauses, but {ids.Count} ids.", nameof(ids));
        var clauses = ImmutableArray.CreateBuilder<Clause>(drafts.Count);
        var ancestors = new List<Clause>();
        for (var i = 0; i < drafts.Count; i++)
        {
            ancestors.RemoveAll(a => a.Level >= drafts[i].Level);
            var clause = new Clause
            {
                Id = ids[i],
                Label = drafts[i].Label,
                Kind = drafts[i].Kind,
                Level = drafts[i].Level,
                Parent = ancestors.Count > 0 ? ancestors[^1].Id : null,
                Text = drafts[i].Text,
            };
            clauses.Add(clause);
            ancestors.Add(clause);
        }

        return clauses.MoveToImmutable();
    }
}
