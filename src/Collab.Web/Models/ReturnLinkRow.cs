namespace Collab.Web.Models;

/// <summary>A link by which one comes back, without its secret.</summary>
public sealed record ReturnLinkRow(string Id, DateTimeOffset Created, DateTimeOffset Expires)
{
    /// <summary>When it was last opened, or null.</summary>
    public DateTimeOffset? LastUsed { get; init; }
}
