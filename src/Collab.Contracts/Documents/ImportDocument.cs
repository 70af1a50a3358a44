using Collab.Domain.Documents;

namespace Collab.Contracts.Documents;

/// <summary>A text to make a document of.</summary>
/// <param name="Actor">The member who imports it.</param>
[GenerateSerializer, Immutable, Alias("Collab.ImportDocument")]
public sealed record ImportDocument(
    [property: Id(0)] Guid CommandId,
    [property: Id(1)] string Actor,
    [property: Id(2)] string Seminar,
    [property: Id(3)] string Title,
    [property: Id(4)] DocumentMetadata Metadata,
    [property: Id(5)] IReadOnlyList<ClauseDraft> Clauses);
