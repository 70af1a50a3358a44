namespace Collab.Domain.Commands;

/// <summary>Watch a point or a thread, or watch it no longer.</summary>
public sealed record SetWatch : Command
{
    /// <summary>The id of the clause, or of the note that began the thread.</summary>
    public required string Place { get; init; }

    public bool On { get; init; }

    public override string? Home => null;
}
