using System.Collections.Immutable;

namespace Collab.Domain.Search;

/// <summary>One thing that is asked of an index: the words, or one of the members.</summary>
/// <param name="Phrase">Null where only the members count.</param>
/// <param name="Members">Tokens of which any will do: <see cref="IndexedNote.Author"/>, <see cref="IndexedNote.Named"/>.</param>
/// <param name="IsNot">Whether neither may be so.</param>
public sealed record IndexTerm(Phrase? Phrase, ImmutableArray<string> Members, bool IsNot)
{
    /// <summary>Whether a note of these tokens has it.</summary>
    public bool Finds(IReadOnlyList<string> tokens) => ((Phrase?.IsIn(tokens) ?? false) || CountOfMembers(tokens) > 0) != IsNot;

    /// <summary>How often one of the members wrote or is named.</summary>
    public int CountOfMembers(IReadOnlyList<string> tokens) => Members.IsEmpty ? 0 : tokens.Count(token => IndexedNote.IsOfMember(token) && Members.Contains(token));
}
