namespace Collab.Web.Models;

/// <summary>An invite link, without its secret.</summary>
public sealed record InviteRow(string Id, string Role, DateTimeOffset Created, int Uses)
{
    /// <summary>When it ends by itself, or null.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>How many may come by it, or null.</summary>
    public int? MaxUses { get; init; }

    /// <summary>True when it works no longer.</summary>
    public bool Revoked { get; init; }

    /// <summary>What whoever made it is now, who may not make it any more: it lets nobody in. Null where it does; "outsider" where they are here no more.</summary>
    public string? EndedAs { get; init; }

    /// <summary>Who made it.</summary>
    public string By { get; init; } = "";

    /// <summary>Who came by it.</summary>
    public IReadOnlyList<string> Joined { get; init; } = [];
}
