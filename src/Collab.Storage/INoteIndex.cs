using Collab.Domain.Search;

namespace Collab.Storage;

/// <summary>
/// Where the words of notes stand: a projection of each document's log, made when somebody searches, and thrown away without loss. It knows
/// nothing of who may read what: whoever asks it asks the policy about every note that it names.
/// </summary>
/// <remarks>Any member may throw <see cref="StorageUnavailableException"/>. An index that is damaged is thrown away; then too.</remarks>
public interface INoteIndex
{
    /// <summary>The notes in which all terms are as they are asked for, by number, and the seq up to which the index knows the document.</summary>
    /// <param name="document">The document's id.</param>
    /// <param name="epoch">The epoch of its log: of another log the index knows nothing.</param>
    /// <param name="terms">At least one.</param>
    Task<IndexAnswer> FindAsync(string document, string epoch, IReadOnlyList<IndexTerm> terms);

    /// <summary>
    /// Brings the index from one seq to another. Where it knows the document less far than <paramref name="known"/>, or something was erased since
    /// <paramref name="seq"/>, it is left as it is.
    /// </summary>
    /// <param name="document">The document's id.</param>
    /// <param name="epoch">The epoch of its log.</param>
    /// <param name="known">Up to where it is known already; 0 to begin anew.</param>
    /// <param name="seq">The seq at which the notes were as they are given.</param>
    /// <param name="notes">All that changed in between.</param>
    Task UpdateAsync(string document, string epoch, long known, long seq, IReadOnlyList<IndexedNote> notes);
}
