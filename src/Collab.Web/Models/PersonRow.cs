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

    /// <summary>True when the reader may mute this person, or end it.</summary>
    public bool MayMute { get; init; }

    /// <summary>True while this person is muted; told to moderators.</summary>
    public bool Muted { get; init; }

    /// <summary>When that ends by itself; null where somebody must end it.</summary>
    public DateTimeOffset? MutedUntil { get; init; }

    /// <summary>Why this person is muted.</summary>
    public string? MutedFor { get; init; }

    /// <summary>True when the reader may bring this person back: who left by themselves is invited instead.</summary>
    public bool MayRestore { get; init; }

    /// <summary>True when what this person had written is hidden together.</summary>
    public bool NotesHidden { get; init; }

    /// <summary>The state of this person that the reader sees: what an act upon them names as asOf.</summary>
    public long AsOf { get; init; }

    /// <summary>True when the reader may erase what this person wrote.</summary>
    public bool MayErase { get; init; }
}
