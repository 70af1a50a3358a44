using System.Collections.Immutable;
using Collab.Domain.Documents;

namespace Collab.Domain.Commands;

/// <summary>Lay another edition of the text beside the first.</summary>
public sealed record AddEdition : Command
{
    /// <summary>What targets name it by; null for the language, in lower case.</summary>
    public string? Edition { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }

    public required string Title { get; init; }

    /// <summary>Its text.</summary>
    public required ImmutableArray<ClauseDraft> Drafts { get; init; }

    /// <summary>The clause of each draft, in the order of the document.</summary>
    public required ImmutableArray<string> ClauseIds { get; init; }

    /// <summary>What the text is stored under; the server's word, no client's.</summary>
    public string Text { get; init; } = "";

    public override string? Home => null;
}
