using System.Collections.Immutable;

namespace Collab.Domain.Documents;

/// <summary>Which parts of another edition's text say what a clause says.</summary>
/// <param name="Parts">Their places in the split, from 0; none where the edition has nothing there. Several become one text, a paragraph each.</param>
public sealed record ClauseParts(string Clause, ImmutableArray<int> Parts);
