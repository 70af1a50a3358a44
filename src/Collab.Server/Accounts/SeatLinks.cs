using Collab.Contracts.Notebooks;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Annotations;
using Collab.Domain.Seminars;
using Collab.Server.Security;
using Collab.Storage.Accounts;

namespace Collab.Server.Accounts;

/// <summary>
/// An owner lets a member back in who lost their way: a link moves that one seat to the account of whoever opens it. What else the person has
/// on this server stays the person's, and private notes are read by nobody: they are taken out before the seat moves (docs/decisions/0335).
/// </summary>
internal sealed class SeatLinks(IGrainFactory grains, IAccountStore accounts, Mail.MailSwitch mail, TimeProvider time)
{
    /// <summary>The secret of a new link, and until when it opens the seat.</summary>
    /// <param name="emptyNotebooks">Whether the owner knows that the member's private notes will be deleted.</param>
    /// <exception cref="RefusalException"><c>forbidden</c>, <c>not-found</c>, <c>own-way-back</c>, <c>private-notes</c>.</exception>
    public async Task<(string Secret, DateTimeOffset Expires)> MakeAsync(string seminar, string actor, string member, TimeSpan lifetime, bool emptyNotebooks)
    {
        var (grain, now) = (grains.GetGrain<ISeminarGrain>(seminar), time.GetUtcNow());
        // To the millisecond, whatever storage keeps of it: by it the record knows the link, and so its maker.
        var (state, expires) = ((await grain.OpenAsync())!, DateTimeOffset.FromUnixTimeMilliseconds((now + lifetime).ToUnixTimeMilliseconds()));
        SeminarDecider.MakeSeatLink(state, actor, member, expires);
        var target = state.Members[member];
        if (target.FromInstitution || await ReturnsAloneAsync(target.Person))
            throw new RefusalException("own-way-back", "This member comes back without you: by a passkey, by the university, or by a link that is mailed to them. Ask them to use it.");
        if (!emptyNotebooks && (await NotesAsync(state, member)).Any())
            throw new RefusalException("private-notes", "This member has private notes, which nobody else may read. They are deleted when the link is opened: say that it shall be so, or ask the member to come back by a link of their own.");
        (await grain.MakeSeatLinkAsync(actor, member, expires)).Demand();
        var secret = JoinSecret.NewSeat();
        await accounts.AddLinkAsync(new SignInLink(LinkKind.Recovery, target.Person, seminar, null, now, expires, RemoteAllowed: true, Member: member), secret);
        return (secret, expires);
    }

    /// <summary>Whose the seat will be: the account of this browser where it was never in the seminar, else a new one of the member's name.</summary>
    /// <exception cref="RefusalException"><c>gone</c>, also where whoever made it may make none any more; <c>private-notes</c>: whoever has the seat wrote some since the link was made.</exception>
    public async Task<Person> SitterAsync(SignInLink link, Caller? caller)
    {
        if (await grains.GetGrain<ISeminarGrain>(link.Seminar!).OpenAsync() is not { } state || !state.Members.TryGetValue(link.Member!, out var member))
            throw Api.Joins.Gone;
        var known = caller is not null && !state.MembersByPerson.ContainsKey(caller.Person) ? await accounts.FindPersonAsync(caller.Person) : null;
        var sitter = known ?? new Person(Secret.NewId(), member.Name, time.GetUtcNow());
        SeminarDecider.MoveSeat(state, member.Id, link.Person!, sitter.Id, link.Expires);
        if ((await NotesAsync(state, member.Id)).Any(note => note.Created > link.Created))
            throw new RefusalException("private-notes", "Private notes were written at this seat since the link was made: somebody is sitting there. Ask the owner for a new link.");
        return sitter;
    }

    /// <summary>Moves the seat of a link that was redeemed. The same again is done once.</summary>
    /// <exception cref="RefusalException"><c>gone</c>, <c>already</c>: nothing was taken out and nothing moved.</exception>
    public async Task MoveAsync(SignInLink link, string person)
    {
        var grain = grains.GetGrain<ISeminarGrain>(link.Seminar!);
        if (await grain.OpenAsync() is not { } state)
            throw Api.Joins.Gone;
        if (state.MemberOf(person)?.Id != link.Member)
        {
            // The grain decides when they are gone, and what is gone does not come back.
            SeminarDecider.MoveSeat(state, link.Member!, link.Person!, person, link.Expires);
            foreach (var document in state.Documents)
                (await grains.GetGrain<INotebookGrain>($"{document}/{link.Member}").EraseAsync(link.Member!)).Demand();
            (await grain.MoveSeatAsync(link.Member!, link.Person!, person, link.Expires)).Demand();
        }

        await accounts.SaveMembershipAsync(new Membership(person, link.Seminar!, link.Member!));
        await accounts.RemoveMembershipAsync(link.Person!, link.Seminar!);
    }

    // Links to return by are not asked for: they may be lost with the device.
    private async Task<bool> ReturnsAloneAsync(string person) =>
        (await accounts.ListPasskeysAsync(person)).Count > 0 || (await accounts.ListIdentitiesAsync(person)).Count > 0
        || (mail.IsOn && await accounts.FindContactAsync(person) is { Confirmed: not null });

    private async Task<IEnumerable<Annotation>> NotesAsync(SeminarState state, string member)
    {
        var notebooks = await Task.WhenAll(state.Documents.Select(document => grains.GetGrain<INotebookGrain>($"{document}/{member}").OpenAsync()));
        return notebooks.SelectMany(notebook => notebook.Notes.Annotations.Values).Where(note => !note.IsGone);
    }
}
