using Collab.Domain.Policy;

namespace Collab.Domain.Seminars;

/// <summary>A person within one seminar.</summary>
/// <param name="Id">Opaque, of this seminar alone: what events name as their actor.</param>
/// <param name="Person">The person on this server; never sent to members.</param>
/// <param name="Removed">True once the member has left or was removed: the name stays for the record, the rights are gone.</param>
public sealed record Member(string Id, string Person, string Name, Role Role, DateTimeOffset Joined, bool Removed = false)
{
    /// <summary>The how-manieth to come, from 1: what a pseudonym is made of.</summary>
    public int Number { get; init; }

    /// <summary>Who removed them: another, or they left.</summary>
    public string? RemovedBy { get; init; }

    /// <summary>Null for whoever may speak; one that has ended stays until it is taken off.</summary>
    public Mute? Mute { get; init; }

    /// <summary>Whether what they had written was hidden together.</summary>
    public bool NotesHidden { get; init; }

    /// <summary>Whether an institution gave the seat as it is: it may give another role, and take the seat back, until somebody else has given it.</summary>
    public bool FromInstitution { get; init; }

    /// <summary>The seminar's seq of the last event about them.</summary>
    public long Changed { get; init; }

    /// <summary>Whoever acts where an institution says who has a seat.</summary>
    public const string Institution = "institution";

    /// <summary>What stands in the place of a name that was erased, until the member takes another.</summary>
    public const string ErasedName = "Name erased";
}
