using System.Collections.Immutable;

namespace Collab.Domain.Events;

/// <summary>In a notebook: its member has read notes of the document. Seqs are those of the document's log, at which the notes were added.</summary>
/// <param name="Epoch">The document's: after a restore a seq may be another note's.</param>
/// <param name="UpTo">Everything up to here counts as read.</param>
/// <param name="Seqs">Single notes behind it.</param>
public sealed record ReadMarked(string Epoch, long UpTo, ImmutableArray<long> Seqs) : EventData;
