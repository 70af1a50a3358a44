using Collab.Domain.Relations;

namespace Collab.Domain.Importing;

/// <summary>What one note of a file is to another.</summary>
/// <param name="By">Of the authors.</param>
public sealed record ImportedRelation(int From, RelationKind Kind, int To, int By, DateTimeOffset? At);
