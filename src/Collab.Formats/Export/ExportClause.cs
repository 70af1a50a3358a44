using System.Collections.Immutable;
using Collab.Domain.Documents;

namespace Collab.Formats.Export;

/// <summary>A clause with what is said about it.</summary>
/// <param name="Threads">Pins first, in their order; then the others by number.</param>
public sealed record ExportClause(Clause Clause, bool Locked, ImmutableArray<ExportThread> Threads)
{
    /// <summary>The stances on it, in the order in which they were taken as they are.</summary>
    public ImmutableArray<ExportStance> Stances { get; init; } = [];
}
