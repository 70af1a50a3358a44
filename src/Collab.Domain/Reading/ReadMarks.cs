using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Events;

namespace Collab.Domain.Reading;

/// <summary>
/// What a member has read of a document, and what of it they watch: the fold of their notebook. Marks only ever grow, so that those
/// of several devices come together in any order.
/// </summary>
public sealed record ReadMarks
{
    /// <summary>How many single notes are kept. Of more the oldest are forgotten: then they are unread again.</summary>
    public const int MostSeqs = 4_000;

    public static readonly ReadMarks None = new();

    /// <summary>The document's epoch that the seqs are of; empty while nothing was marked.</summary>
    public string Epoch { get; init; } = "";

    /// <summary>Everything up to here counts as read.</summary>
    public long UpTo { get; init; }

    /// <summary>Single notes behind it, in order.</summary>
    public ImmutableArray<long> Seqs { get; init; } = [];

    /// <summary>The points and threads about which the member has said whether they watch them.</summary>
    public ImmutableDictionary<string, bool> Watched { get; init; } = ImmutableDictionary<string, bool>.Empty;

    /// <summary>Whether the note was read. Where nothing was ever marked in this epoch, it was not.</summary>
    /// <param name="epoch">The document's.</param>
    public bool HasRead(string epoch, Annotation note) => Epoch == epoch && (note.Seq <= UpTo || Seqs.BinarySearch(note.Seq) >= 0);

    public ReadMarks Apply(LogEvent e) => e.Data switch
    {
        ReadMarked marked => With(marked),
        WatchSet set => this with { Watched = Watched.SetItem(set.Place, set.On) },
        ContentErased => None,
        _ => this,
    };

    private ReadMarks With(ReadMarked marked)
    {
        var same = marked.Epoch == Epoch;
        var upTo = same ? Math.Max(UpTo, marked.UpTo) : marked.UpTo;
        ImmutableArray<long> seqs = [.. (same ? Seqs.Concat(marked.Seqs) : marked.Seqs).Where(seq => seq > upTo).Distinct().Order().TakeLast(MostSeqs)];
        return this with { Epoch = marked.Epoch, UpTo = upTo, Seqs = seqs };
    }
}
