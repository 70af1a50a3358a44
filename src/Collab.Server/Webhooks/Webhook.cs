namespace Collab.Server.Webhooks;

/// <summary>An address of somebody else that is told when something has happened in a document: that it has, never what.</summary>
/// <param name="Secret">The 32 bytes that messages are signed with.</param>
/// <param name="Person">The owner who set it: it holds for as long as they are one.</param>
/// <param name="Epoch">Of the log that <paramref name="Seq"/> is of.</param>
/// <param name="Seq">What happened up to here has been told, or was before it.</param>
internal sealed record Webhook(string Id, string Document, string Seminar, string Url, byte[] Secret, string Person, DateTimeOffset Created, string Epoch, long Seq)
{
    /// <summary>What is being told: from the event after <see cref="Seq"/> to this one. It stays the same until it has arrived, and so does its message's id.</summary>
    public long? Until { get; init; }

    /// <summary>How often in a row it did not arrive.</summary>
    public int Failures { get; init; }

    /// <summary>Not before; null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Whether it answered at once the last time. What is not known is not believed: nobody sets up many that are dead, and is first in line by each.</summary>
    public bool Prompt { get; init; }

    public DateTimeOffset? Delivered { get; init; }

    /// <summary>When it did not arrive last, and why; null after it has arrived.</summary>
    public DateTimeOffset? Failed { get; init; }

    public string? Failure { get; init; }
}
