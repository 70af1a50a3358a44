using System.Collections.Immutable;
using Collab.Domain.Documents;

namespace Collab.Domain.Events;

/// <summary>An event that brings a text. The text itself is stored by content, apart from the event, and joined to it when it is read.</summary>
public interface ITextEvent
{
    /// <summary>SHA-256 of the text as it is stored, hex.</summary>
    string Text { get; }

    /// <summary>The ids of the clauses of the text, in order.</summary>
    ImmutableArray<string> ClauseIds { get; }

    /// <summary>The clauses; none until they are joined.</summary>
    ImmutableArray<Clause> Clauses { get; }

    EventData WithClauses(ImmutableArray<Clause> clauses);
}
