namespace Collab.Storage.Accounts;

/// <summary>A person signed in on a device.</summary>
/// <param name="Id">The hash of the session's secret: it may be shown, and ends the session, but does not open it.</param>
/// <param name="Person">The id of the person.</param>
/// <param name="Created">When it began.</param>
/// <param name="LastSeen">When it was last used, as coarsely as it was told.</param>
/// <param name="Device">A label that the person recognises, such as "Firefox on Linux".</param>
/// <param name="Ended">When it ended; null while it holds.</param>
/// <param name="SignedIn">When the person last showed who they are.</param>
/// <param name="Way">How they did.</param>
/// <param name="Checked">When whoever granted it was last asked whether it still holds; null where nobody is.</param>
public sealed record Session(
    string Id,
    string Person,
    DateTimeOffset Created,
    DateTimeOffset LastSeen,
    string? Device,
    DateTimeOffset? Ended,
    DateTimeOffset SignedIn,
    SignInWay Way,
    DateTimeOffset? Checked = null)
{
    /// <summary>Most sessions of one person that have not ended.</summary>
    public const int Most = 50;
}
