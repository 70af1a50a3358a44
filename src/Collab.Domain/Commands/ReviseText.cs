using System.Collections.Immutable;
using Collab.Domain.Documents;
using Collab.Domain.Revisions;

namespace Collab.Domain.Commands;

/// <summary>Give the text another revision.</summary>
public sealed record ReviseText : Command
{
    /// <summary>The revision that the person saw and paired: where there is a newer one it is refused as <c>stale</c>.</summary>
    public required int Revision { get; init; }

    /// <summary>The parts of the new text.</summary>
    public required ImmutableArray<ClauseDraft> Drafts { get; init; }

    /// <summary>Which clauses go on as which parts, as a person corrected it.</summary>
    public required ImmutableArray<ClausePair> Pairs { get; init; }

    /// <summary>Why, for all to read; null for no word.</summary>
    public string? Reason { get; init; }

    /// <summary>What the text is stored under; the server's word, no client's.</summary>
    public string Text { get; init; } = "";

    public override string? Home => null;
}
