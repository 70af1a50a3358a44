using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Collab.Domain.Documents;

namespace Collab.Domain.Events;

/// <summary>The first event of a document. The text itself is stored by content, under <paramref name="Text"/> (SHA-256, hex).</summary>
/// <param name="ClauseIds">The ids of its clauses, in order.</param>
public sealed record DocumentImported(string Seminar, string Title, DocumentMetadata Metadata, int Revision, string Text, ImmutableArray<string> ClauseIds) : EventData, ITextEvent
{
    /// <summary>The clauses of the text, joined to the event when it is read; not a part of what is stored with it.</summary>
    [JsonIgnore]
    public ImmutableArray<Clause> Clauses { get; init; } = [];

    /// <inheritdoc/>
    public EventData WithClauses(ImmutableArray<Clause> clauses) => this with { Clauses = clauses };
}
