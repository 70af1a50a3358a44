using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;

namespace Collab.Contracts.Seminars;

/// <summary>
/// One seminar: the authority on who belongs to it and as what. Its key is the seminar's id. A change of membership is
/// answered when every document that is awake has it in its log.
/// </summary>
[Alias("Collab.ISeminarGrain")]
public interface ISeminarGrain : IGrainWithStringKey
{
    /// <summary>Makes the seminar, with its first owner where one is given.</summary>
    [Alias("Create")]
    Task<Reply> CreateAsync(string title, string? person, string? name);

    /// <summary>The durable state; null where there is no such seminar, or no longer.</summary>
    [Alias("Open")]
    Task<SeminarState?> OpenAsync();

    /// <summary>The member that a person is now; null where they are none, or there is no such seminar. What it takes to judge a call, and no more.</summary>
    [Alias("Find")]
    Task<Member?> FindAsync(string person);

    /// <summary>Joins by an invite's secret (SHA-256, hex) and answers with the member (id in <see cref="Domain.Commands.CommandOutcome.Id"/>); <c>gone</c> where no such invite can be used, <c>old-link</c> where somebody here has decided otherwise about them since it was made.</summary>
    [Alias("Redeem")]
    Task<Reply> RedeemAsync(string secretHash, string person, string? name);

    /// <summary>Joins with a role that the server vouches for: the owner link, a join code; <c>old-link</c> where somebody here has decided otherwise about them since.</summary>
    /// <param name="made">When that was made by which they come; null where the server vouches for them now.</param>
    [Alias("Join")]
    Task<Reply> JoinAsync(string person, string? name, Role role, DateTimeOffset? made = null);

    /// <summary>Brings in somebody as the operator asks: the record says that the server did.</summary>
    [Alias("Admit")]
    Task<Reply> AdmitAsync(string person, string name, Role role);

    /// <summary>Gives a person the seat that their institution says they have, or takes back the one that it gave. The member is in the outcome where they are one then.</summary>
    /// <param name="role">Null where it gives them none.</param>
    [Alias("Assign")]
    Task<Reply> AssignAsync(string person, string name, Role? role);

    [Alias("Rename")]
    Task<Reply> RenameAsync(string actor, string name);

    [Alias("ChangeRole")]
    Task<Reply> ChangeRoleAsync(string actor, string member, Role role, long? asOf = null);

    /// <param name="notes">Null: what they wrote stays as it is.</param>
    /// <param name="asOf">The seq of the last event about the member that whoever asks has seen: <c>stale</c> where there is a newer one. So with all that is done to members.</param>
    [Alias("RemoveMember")]
    Task<Reply> RemoveMemberAsync(string actor, string member, HiddenNotes? notes = null, long? asOf = null);

    /// <summary>Undoes a removal.</summary>
    [Alias("RestoreMember")]
    Task<Reply> RestoreMemberAsync(string actor, string member, long? asOf = null);

    /// <param name="until">Null where somebody must end it.</param>
    [Alias("Mute")]
    Task<Reply> MuteAsync(string actor, string member, DateTimeOffset? until, string? reason, HiddenNotes? notes = null, long? asOf = null);

    [Alias("Unmute")]
    Task<Reply> UnmuteAsync(string actor, string member, long? asOf = null);

    /// <summary>Notes that an owner makes a link to a member's seat, before it opens anything.</summary>
    [Alias("MakeSeatLink")]
    Task<Reply> MakeSeatLinkAsync(string actor, string member, DateTimeOffset expires);

    /// <summary>Notes that the operator makes a link for an owner, before it opens anything.</summary>
    [Alias("MakeOwnerLink")]
    Task<Reply> MakeOwnerLinkAsync(DateTimeOffset expires, bool remote);

    /// <summary>The seat passes from one account to another; <c>gone</c> where it is not the first one's any more, or whoever made the link may make none. Whoever had it is put out.</summary>
    /// <param name="expires">When the link ends, by which it is known.</param>
    [Alias("MoveSeat")]
    Task<Reply> MoveSeatAsync(string member, string from, string to, DateTimeOffset? expires = null);

    /// <summary>The invite's id is in the outcome.</summary>
    [Alias("CreateInvite")]
    Task<Reply> CreateInviteAsync(string actor, Role role, string secretHash, DateTimeOffset? expires, int? maxUses);

    [Alias("RevokeInvite")]
    Task<Reply> RevokeInviteAsync(string actor, string invite);

    /// <summary>Notes that somebody shows a join code, before anybody is told it. The same code again is no event.</summary>
    /// <param name="anew">Whether it is another code than was shown before.</param>
    [Alias("ShowCode")]
    Task<Reply> ShowCodeAsync(string actor, Role role, bool anew);

    /// <summary>Notes that a join code lets nobody in any more.</summary>
    /// <param name="actor">Who stopped it; null where nobody showed it on.</param>
    /// <param name="shown">The seq at which it was shown; null for whichever is shown now.</param>
    [Alias("EndCode")]
    Task<Reply> EndCodeAsync(string? actor, Role role, long? shown = null);

    /// <param name="actor">Null where the server adds it.</param>
    [Alias("AddDocument")]
    Task<Reply> AddDocumentAsync(string? actor, string document);

    /// <summary>Ends the seminar: it is not there any more, and neither are its documents to anybody.</summary>
    /// <param name="actor">Null where the operator asks.</param>
    /// <param name="title">Its title, as confirmation.</param>
    [Alias("Delete")]
    Task<Reply> DeleteAsync(string? actor, string title);

    /// <summary>The durable state, also of a seminar that was deleted; null where there never was one.</summary>
    [Alias("OpenDeleted")]
    Task<SeminarState?> OpenDeletedAsync();

    /// <summary>Erases a member's name, and lets the documents know that they have words to erase: each does when it is told to (<see cref="Documents.IDocumentGrain.EraseAsync"/>), or wakes.</summary>
    /// <param name="actor">Null where the operator asks.</param>
    [Alias("Erase")]
    Task<Reply> EraseAsync(string? actor, string member, Guid? command = null);

    /// <summary>Other rules from here on; every document that is awake has them in its log before it is answered.</summary>
    /// <param name="settings">All of them, by which a node that knows of no changes goes.</param>
    /// <param name="change">What is changed of those that are by then; null where <paramref name="settings"/> are meant as they stand.</param>
    [Alias("ChangeSettings")]
    Task<Reply> ChangeSettingsAsync(string actor, SeminarSettings settings, SettingsChange? change = null);

    /// <summary>A document wakes: from now on it is told of every change, and here is what it missed.</summary>
    [Alias("Register")]
    Task<IReadOnlyList<LogEvent>> RegisterAsync(string document, long after);

    /// <summary>A document goes to sleep; it will register again when it wakes.</summary>
    [Alias("Unregister")]
    Task UnregisterAsync(string document);
}
