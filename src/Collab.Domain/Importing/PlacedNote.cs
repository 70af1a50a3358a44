using System.Collections.Immutable;
using Collab.Domain.Annotations;
using Collab.Domain.Documents;

namespace Collab.Domain.Importing;

/// <summary>What becomes of a note of a file.</summary>
/// <param name="Index">Its place in the file's list, from 0.</param>
public sealed record PlacedNote(int Index, FileNote From)
{
    /// <summary>Where it is; empty for a reply, and for a note on the whole document.</summary>
    public ImmutableArray<TargetRequest> Targets { get; init; } = [];

    /// <summary>Why it does not come in; null where it does.</summary>
    public string? Code { get; init; }

    /// <summary>A sentence that says so, and what can be done.</summary>
    public string? Reason { get; init; }

    /// <summary>The clauses of which one may be meant.</summary>
    public ImmutableArray<Clause> Candidates { get; init; } = [];

    /// <summary>The note of the document that it answers and the file does not have; null for the others.</summary>
    public string? AnswersHere { get; init; }

    /// <summary>How many answers deep: 0 for a note.</summary>
    public int Depth { get; init; }

    /// <summary>Whether an earlier import brought it in.</summary>
    public bool IsHere { get; init; }
}
