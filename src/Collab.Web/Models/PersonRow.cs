namespace Collab.Web.Models;

/// <summary>A person of the seminar on the page of links and people.</summary>
public sealed record PersonRow(string Id, string Name, string Role, DateTimeOffset Joined)
{
    /// <summary>What others see in the place of the name; null where names are shown, or the name is the pseudonym already.</summary>
    public string? Pseudonym { get; init; }

    /// <summary>True for the reader of the page.</summary>
    public bool Me { get; init; }

    /// <summary>True when the reader may take this person out.</summary>
    public bool MayRemove { get; init; }

    /// <summary>True when the reader may make a link to this person's seat.</summary>
    public bool MayRecover { get; init; }

    /// <summary>True when the reader may erase what this person wrote.</summary>
    public bool MayErase { get; init; }
}
