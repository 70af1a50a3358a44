using System.Collections.Immutable;

namespace Collab.Domain.Search;

/// <summary>One thing that is asked of an index: the words, or one of the authors.</summary>
/// <param name="Phrase">Null where only the author counts.</param>
/// <param name="Authors">Ids of members.</param>
/// <param name="IsNot">Whether neither may be so.</param>
public sealed record IndexTerm(Phrase? Phrase, ImmutableArray<string> Authors, bool IsNot);
