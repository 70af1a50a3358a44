using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Collab.Domain.Documents;
using Collab.Domain.Revisions;

namespace Collab.Domain.Events;

/// <summary>The text has another revision. What became of each note stands in the event, so that no later version of the rules decides it anew.</summary>
/// <param name="Revision">Its number: one more than that of the text before.</param>
/// <param name="ClauseIds">The ids of its clauses, in order: those that go on keep theirs.</param>
/// <param name="Pairs">Which clauses of the text before went on as which, as a person confirmed it.</param>
/// <param name="Outcomes">Of the targets on the text before whose clause does not say the same; of the others nothing changes.</param>
public sealed record TextRevised(int Revision, string Text, ImmutableArray<string> ClauseIds, ImmutableArray<ClausePair> Pairs, ImmutableArray<TargetOutcome> Outcomes) : EventData, ITextEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public ImmutableArray<Clause> Clauses { get; init; } = [];

    /// <inheritdoc/>
    public EventData WithClauses(ImmutableArray<Clause> clauses) => this with { Clauses = clauses };
}
