namespace Collab.Web.Models;

/// <summary>Links, people, hidden notes and locks of a seminar.</summary>
public sealed record ManageModel(string Seminar, string SeminarTitle)
{
    /// <summary>The document that the page was opened from, or null.</summary>
    public string? Document { get; init; }

    /// <summary>The links, newest first.</summary>
    public IReadOnlyList<InviteRow> Invites { get; init; } = [];

    /// <summary>The roles that the reader may give by a link.</summary>
    public IReadOnlyList<string> InviteRoles { get; init; } = [];

    /// <summary>The join code while it is shown.</summary>
    public string? Code { get; init; }

    /// <summary>When the join code ends.</summary>
    public DateTimeOffset? CodeExpires { get; init; }

    /// <summary>When join codes were shown, the newest first, and who came by them.</summary>
    public IReadOnlyList<CodeRow> Codes { get; init; } = [];

    /// <summary>The address that people type before the code ("https://host:5443/join").</summary>
    public string? JoinAddress { get; init; }

    /// <summary>Everybody who is in.</summary>
    public IReadOnlyList<PersonRow> People { get; init; } = [];

    /// <summary>Those who are in no longer and whose words the reader may erase.</summary>
    public IReadOnlyList<PersonRow> Former { get; init; } = [];

    /// <summary>The roles that the reader may give to somebody; empty when none.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Hidden notes of the seminar's documents.</summary>
    public IReadOnlyList<HiddenRow> Hidden { get; init; } = [];

    /// <summary>The documents, with their locks.</summary>
    public IReadOnlyList<DocumentRow> Documents { get; init; } = [];

    /// <summary>What the seminar goes by.</summary>
    public required RulesModel Rules { get; init; }

    /// <summary>True when the reader may close documents and lock clauses, and see hidden notes.</summary>
    public bool MayModerate { get; init; }

    /// <summary>True when the reader can be asked for a passkey, where it is to be shown again who they are.</summary>
    public bool HasPasskeys { get; init; }

    /// <summary>What the university is called by which the reader shows again who they are; null where they come in by none.</summary>
    public string? SignInAgainBy { get; init; }

    /// <summary>True when the reader may make links.</summary>
    public bool MayInvite { get; init; }
}
