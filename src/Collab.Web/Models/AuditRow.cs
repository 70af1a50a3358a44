namespace Collab.Web.Models;

/// <summary>What somebody did, as a sentence: who, did, whom, and the rest of it.</summary>
/// <param name="Id">Of the event: its log and its seq.</param>
/// <param name="At">When.</param>
/// <param name="Who">The name now of who did it.</param>
/// <param name="Did">"hid note 3 of".</param>
public sealed record AuditRow(string Id, DateTimeOffset At, string Who, string Did)
{
    /// <summary>The name now of the person whom it concerned, or null.</summary>
    public string? Whom { get; init; }

    /// <summary>What follows the name: " a reader".</summary>
    public string Rest { get; init; } = "";

    /// <summary>The title of the text in which it was done, or null.</summary>
    public string? Text { get; init; }

    /// <summary>Where it can be looked at; null where the text is not there any more.</summary>
    public string? Address { get; init; }

    /// <summary>Why, as they wrote it, or null.</summary>
    public string? Reason { get; init; }
}
