namespace Collab.Domain.Commands;

/// <summary>Give a note an emoji, or take it back.</summary>
public sealed record React : AnnotationCommand
{
    /// <summary>One emoji: at most 32 bytes of UTF-8.</summary>
    public required string Emoji { get; init; }

    public required bool On { get; init; }
}
