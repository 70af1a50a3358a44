namespace Collab.Web.Models;

/// <summary>A webhook, and how its messages arrive.</summary>
/// <param name="Seq">What happened up to here has been told.</param>
public sealed record WebhookRow(string Id, string Url, DateTimeOffset Created, long Seq)
{
    /// <summary>When a message arrived last; null where none did yet.</summary>
    public DateTimeOffset? Delivered { get; init; }

    /// <summary>How often in a row it did not.</summary>
    public int Failures { get; init; }

    /// <summary>When it did not last, or null.</summary>
    public DateTimeOffset? Failed { get; init; }

    /// <summary>Why, in English.</summary>
    public string? Failure { get; init; }

    /// <summary>When it is tried again, or null.</summary>
    public DateTimeOffset? NextTry { get; init; }
}
