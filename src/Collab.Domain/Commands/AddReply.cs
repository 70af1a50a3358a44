using System.Collections.Immutable;
using Collab.Domain.Annotations;

namespace Collab.Domain.Commands;

/// <summary>Answer a note or a reply.</summary>
public sealed record AddReply : AnnotationCommand
{
    /// <summary>The note that is answered; null for the one named by <see cref="AnnotationCommand.Annotation"/>. Must be of the same thread.</summary>
    public string? Parent { get; init; }

    public required string Text { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    public bool Override { get; init; }

    /// <summary>What another program says with it beside that.</summary>
    public Foreign? Foreign { get; init; }

    /// <summary>The moderator who lets it out where notes wait; the server's word, no client's. Null while it is the author who asks.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>Whether it was made sure that it does not wait already: asked for once notes have ever waited in the document.</summary>
    public bool IsNew { get; init; }
}
