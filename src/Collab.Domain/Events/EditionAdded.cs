using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Collab.Domain.Documents;

namespace Collab.Domain.Events;

/// <summary>Another edition of the text is there.</summary>
/// <param name="ClauseIds">The clauses of the document that it has a counterpart of, in order.</param>
public sealed record EditionAdded(string Edition, string Language, string Title, int Revision, string Text, ImmutableArray<string> ClauseIds) : EventData, ITextEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public ImmutableArray<Clause> Clauses { get; init; } = [];

    /// <inheritdoc/>
    public EventData WithClauses(ImmutableArray<Clause> clauses) => this with { Clauses = clauses };
}
