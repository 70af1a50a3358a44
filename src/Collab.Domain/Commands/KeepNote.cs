namespace Collab.Domain.Commands;

/// <summary>Say that a note stays on an earlier text, where the words of it are gone that it was about. The document decides, wherever the note began.</summary>
public sealed record KeepNote : Command
{
    public required string Annotation { get; init; }

    /// <summary>The version that the person saw: an older one than the present is refused as <c>stale</c>.</summary>
    public required int Version { get; init; }

    public override string? Home => null;
}
