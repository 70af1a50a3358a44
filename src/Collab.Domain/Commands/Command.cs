namespace Collab.Domain.Commands;

/// <summary>What somebody asks to be done in a document. Refused, or the cause of one or more events.</summary>
public abstract record Command
{
    /// <summary>Made by the client; the same id of the same member again gets the same answer.</summary>
    public required Guid CommandId { get; init; }

    /// <summary>The member who asks.</summary>
    public required string Actor { get; init; }

    /// <summary>Digest of verb, path and canonical body: tells a retry from another command under the same id. Empty where only the server asks.</summary>
    public string Request { get; init; } = "";

    /// <summary>The seq of the state by which it was decided: what has changed since is refused as <c>stale</c>. Null where that does not matter.</summary>
    public long? AsOf { get; init; }

    /// <summary>The clause whose grain decides; null for the document's own.</summary>
    public abstract string? Home { get; }
}
