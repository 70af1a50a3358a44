using System.Collections.Immutable;

namespace Collab.Domain.Commands;

/// <summary>Answer a note or a reply.</summary>
public sealed record AddReply : AnnotationCommand
{
    /// <summary>The note that is answered; null for the one named by <see cref="AnnotationCommand.Annotation"/>. Must be of the same thread.</summary>
    public string? Parent { get; init; }

    public required string Text { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    public bool Override { get; init; }
}
