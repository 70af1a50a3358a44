using System.Collections.Immutable;
using Collab.Domain.Clauses;
using Collab.Domain.Events;
using Collab.Domain.Policy;

namespace Collab.Domain.Seminars;

/// <summary>Decides who belongs to a seminar and as what.</summary>
public static partial class SeminarDecider
{
    /// <summary>Longest title in UTF-16 units.</summary>
    public const int MaxTitle = 300;

    /// <summary>Most invite links of a seminar that can be used.</summary>
    public const int MaxInvites = 200;

    /// <summary>What a code counts as having been made: it is older than whatever somebody has decided.</summary>
    public static readonly DateTimeOffset ByCode = DateTimeOffset.MinValue;

    public static RefusalException LinkGone => new("gone", "This link has expired, was revoked or has been used as often as it may be, or whoever made it may not make it any more. Ask for a new one.");

    /// <summary>A seminar and its first owner.</summary>
    public static ImmutableArray<Proposal> Create(SeminarState state, string title, string? member, string? person, string? name)
    {
        if (state.Seq > 0)
            throw new RefusalException("already", "The seminar exists already.");
        var created = new Proposal(null, new SeminarCreated(), new Words { Title = CheckTitle(title) });
        return member is null
            ? [created]
            : [created, new(null, new MemberJoined(member, person!, Role.Owner), new Words { Name = DisplayName.Check(name) })];
    }

    public static string CheckTitle(string? title)
    {
        var trimmed = (title ?? "").Trim();
        if (trimmed.Length == 0)
            throw new RefusalException("empty-text", "Give it a title.");
        if (trimmed.Length > MaxTitle)
            throw new RefusalException("text-too-long", $"The title is longer than {MaxTitle} characters. Shorten it.");
        if (Annotations.CodePoints.HasForbidden(trimmed) || trimmed.Any(char.IsControl))
            throw new RefusalException("bad-characters", "The title holds a character that cannot be shown. Remove it.");
        return trimmed;
    }

    /// <summary>Someone joins with a role; by an invite, its use is counted. A member of a lower role is raised by a link and not by a code, any other member stays as they are (no events).</summary>
    /// <param name="state">The seminar.</param>
    /// <param name="member">The id of the member if they are new.</param>
    /// <param name="person">Who joins.</param>
    /// <param name="name">As they typed it.</param>
    /// <param name="role">What they come in as.</param>
    /// <param name="invite">The invite; null where they come by something else.</param>
    /// <param name="now">Whether the invite holds.</param>
    /// <param name="made">When that was made by which they come, where it is no invite; <see cref="ByCode"/> for a code; null where the server vouches for them now.</param>
    /// <exception cref="RefusalException"><c>gone</c>, <c>old-link</c>, <c>bad-name</c>, <c>name-taken</c>.</exception>
    public static ImmutableArray<Proposal> Join(SeminarState state, string member, string person, string? name, Role role, string? invite, DateTimeOffset now, DateTimeOffset? made = null)
    {
        var present = state.MemberOf(person);
        if (present is not null && present.Role >= role)
            return [];
        var link = invite is null ? null : state.Invites.GetValueOrDefault(invite);
        if (invite is not null && (link is null || !state.IsUsable(link, now)))
            throw LinkGone;
        var known = state.MembersByPerson.GetValueOrDefault(person, member);
        if (state.Ceilings.TryGetValue(known, out var ceiling) && !ceiling.Allows(role) && (link is null ? made < ceiling.At : link.Seq < ceiling.Seq))
            throw new RefusalException("old-link", "You were removed here, or given another role, and neither a code nor a link from before changes that. Ask whoever leads the seminar for a new link.");
        // Whoever is in the room reads a code off the wall: it is nobody's word about somebody who is or was here already.
        var given = link is null && made == ByCode && state.Members.TryGetValue(known, out var before) && Ceilings.IsLess(before.Role, role) ? before.Role : role;
        if (present is not null)
            return given == present.Role ? [] : [new(null, new MemberRoleChanged(present.Id, role, Invite: invite))];
        var code = link is null && made == ByCode ? ShowingOf(state, role, now) : (long?)null;
        return [new(null, new MemberJoined(known, person, given, invite, Code: code), new Words { Name = CheckName(state, name, known) })];
    }

    public static ImmutableArray<Proposal> Rename(SeminarState state, string actor, string name)
    {
        Demand(state, actor, "rename-self");
        var checkedName = CheckName(state, name, actor);
        return state.Members[actor].Name == checkedName ? [] : [new(null, new MemberRenamed(actor), new Words { Name = checkedName })];
    }

    /// <summary>The name as it will stand in this seminar. Where names are withheld nobody is taken for another, and neither a refusal nor a "(2)" may tell that a name is here.</summary>
    /// <param name="self">The member who takes it; null for somebody new.</param>
    /// <exception cref="RefusalException"><c>bad-name</c>, <c>name-taken</c>.</exception>
    public static string CheckName(SeminarState state, string? name, string? self)
    {
        var checkedName = DisplayName.Check(name);
        if (state.Settings.Names != NameRule.Shown)
            return checkedName;
        DisplayName.DemandDistinct(state.Members, checkedName, self);
        return DisplayName.Distinguish(state.Members, checkedName, self);
    }

    public static ImmutableArray<Proposal> ChangeRole(SeminarState state, string actor, string member, Role role, long? asOf = null)
    {
        Demand(state, actor, "change-role");
        var target = Present(state, member);
        if (role is < Role.Guest or > Role.Owner)
            throw new RefusalException("bad-request", "The role is one of owner, moderator, annotator, reader, guest.");
        if (target.Role == role)
            return [];
        Staleness.Demand(asOf, target.Changed);
        KeepAnOwner(state, target, stays: role == Role.Owner);
        return [new(null, new MemberRoleChanged(member, role))];
    }

    /// <summary>Other rules, which hold from here on. How names are shown is settled once anybody but an owner has come: who wrote under a pseudonym, or read names, can't be told otherwise later.</summary>
    public static ImmutableArray<Proposal> ChangeSettings(SeminarState state, string actor, SeminarSettings settings)
    {
        Demand(state, actor, "change-settings");
        if (settings.RetentionDays is < 1 or > SeminarSettings.MaxRetentionDays)
            throw new RefusalException("bad-request", $"It is kept for 1 to {SeminarSettings.MaxRetentionDays} days, or without an end.");
        if (!Enum.IsDefined(settings.Names))
            throw new RefusalException("bad-request", "Names are shown, pseudonyms, or pseudonyms-for-all.");
        if (settings.Names != state.Settings.Names && NamesAreSettled(state))
            throw new RefusalException("stale", "How names are shown was settled when the first member joined. Make another seminar for another rule.");
        return settings == state.Settings ? [] : [new(null, new SettingsChanged(settings))];
    }

    /// <summary>Whether somebody is or was here who is no owner.</summary>
    public static bool NamesAreSettled(SeminarState state) => state.Members.Values.Any(m => m.Role != Role.Owner);

    /// <summary>A member's words and name go from the seminar and its documents, whether they are still here or not. Who has left may ask for their own.</summary>
    /// <param name="actor">Null where the operator asks.</param>
    public static ImmutableArray<Proposal> Erase(SeminarState state, string? actor, string member)
    {
        var hasLeft = actor == member && state.Members.GetValueOrDefault(member) is { Removed: true };
        if (actor is not null && !hasLeft)
            Demand(state, actor, "erase", own: actor == member);
        return state.Members.ContainsKey(member) ? [new(null, new ContentErased(member))] : throw new RefusalException("not-found", "There is no such member.");
    }

    public static ImmutableArray<Proposal> CreateInvite(SeminarState state, string actor, InviteCreated invite, DateTimeOffset now)
    {
        Demand(state, actor, invite.Role > Role.Annotator ? "invite-above" : "invite-to-annotator");
        if (invite.Role is < Role.Guest or > Role.Owner)
            throw new RefusalException("bad-request", "The role is one of owner, moderator, annotator, reader, guest.");
        if (invite.MaxUses is < 1)
            throw new RefusalException("bad-request", "A link is used at least once.");
        if (state.Invites.Values.Count(known => state.IsUsable(known, now)) >= MaxInvites)
            throw new RefusalException("too-many", $"This seminar has {MaxInvites} links that can be used. Revoke one first; a link for a whole class is enough for all of it.");
        return [new(null, invite)];
    }

    public static ImmutableArray<Proposal> RevokeInvite(SeminarState state, string actor, string invite)
    {
        if (!state.Invites.TryGetValue(invite, out var known))
            throw new RefusalException("not-found", "There is no such link.");
        Demand(state, actor, known.Role > Role.Annotator ? "invite-above" : "invite-to-annotator");
        return known.Revoked ? [] : [new(null, new InviteRevoked(invite))];
    }

    public static ImmutableArray<Proposal> AddDocument(SeminarState state, string? actor, string document)
    {
        if (actor is not null)
            Demand(state, actor, "import-document");
        return state.Documents.Contains(document) ? [] : [new(null, new DocumentAdded(document))];
    }

    /// <summary>The end of the seminar: everybody is removed, the last owner too.</summary>
    /// <param name="actor">Null where the operator asks.</param>
    /// <param name="title">Typed again, so that nobody deletes the wrong one.</param>
    public static ImmutableArray<Proposal> Delete(SeminarState state, string? actor, string title)
    {
        if (actor is not null)
            Demand(state, actor, "delete-seminar");
        if (title.Trim() != state.Title)
            throw new RefusalException("bad-request", "This is not the seminar's title. To delete it, send its title as it is.");
        return [.. state.Members.Values.Where(m => !m.Removed).Select(m => new Proposal(null, new MemberRemoved(m.Id))), new(null, new SeminarDeleted())];
    }

    public static Role RoleOf(SeminarState state, string member) =>
        state.Members.TryGetValue(member, out var known) && !known.Removed ? known.Role : Role.Outsider;

    private static void Demand(SeminarState state, string actor, string action, bool own = true) =>
        PermissionTable.Demand(action, RoleOf(state, actor), own);

    private static Member Present(SeminarState state, string member) =>
        state.Members.TryGetValue(member, out var known) && !known.Removed
            ? known
            : throw new RefusalException("not-found", "There is no such member.");

    private static void KeepAnOwner(SeminarState state, Member target, bool stays)
    {
        if (!stays && IsLastOwner(state, target))
            throw new RefusalException("last-owner", "This is the last owner. Make somebody else an owner first.");
    }

    /// <summary>Whoever has their words erased is not to leave a seminar that nobody leads.</summary>
    /// <exception cref="RefusalException"><c>last-owner</c>.</exception>
    public static void DemandNotLastOwner(SeminarState state, string member)
    {
        if (IsLastOwner(state, Present(state, member)))
            throw new RefusalException("last-owner", $"You are the last owner of “{state.Title}”. Make somebody else an owner first, or delete it.");
    }

    private static bool IsLastOwner(SeminarState state, Member target) =>
        target.Role == Role.Owner && state.Members.Values.Count(m => m is { Removed: false, Role: Role.Owner }) == 1;
}
