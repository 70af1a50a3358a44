using System.Collections.Immutable;
using Collab.Domain.Documents;

namespace Collab.Formats.Export;

/// <summary>A clause with what is said about it.</summary>
/// <param name="Threads">Pins first, in their order; then the others by number. Each is made when it is read: read them again rather than keep them.</param>
public sealed record ExportClause(Clause Clause, bool Locked, IReadOnlyList<ExportThread> Threads)
{
    /// <summary>The stances on it, in the order in which they were taken as they are.</summary>
    public ImmutableArray<ExportStance> Stances { get; init; } = [];

    /// <summary>The notes on it that speak for a stance and can be read, by number.</summary>
    public ImmutableArray<(int Number, string Stance)> Spoken { get; init; } = [];
}
