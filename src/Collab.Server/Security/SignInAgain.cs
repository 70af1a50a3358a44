using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Mail;
using Collab.Storage.Accounts;

namespace Collab.Server.Security;

/// <summary>
/// Asks who can show again who they are to have just done it, before a way in is made or taken away: a browser that was left open is not
/// enough (OWASP ASVS 5.0, 7.5.1 and 7.5.2). Who has nothing to show it by cannot be asked.
/// </summary>
internal sealed class SignInAgain(IAccountStore accounts, MailSwitch mail, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <exception cref="RefusalException"><c>sign-in-again</c>.</exception>
    public async Task DemandAsync(Caller caller)
    {
        if (await CountWaysAsync(caller.Person) > 0 && !await HasJustShownAsync(caller))
            throw new RefusalException("sign-in-again", "Sign in again, with a passkey, by the university or by a link that is mailed to you, then repeat this within five minutes.");
    }

    /// <summary>
    /// As above, where somebody is given a role that gives others: the next owner need not have anything to show. A token was made by who had just signed in.
    /// </summary>
    /// <exception cref="RefusalException"><c>sign-in-again</c>.</exception>
    public Task DemandForAsync(Caller caller, Role role) => role > Role.Annotator && caller.Session is not null ? DemandAsync(caller) : Task.CompletedTask;

    /// <summary>By how many things the person can show who they are: their passkeys, the university, and an address that links are mailed to.</summary>
    public async Task<int> CountWaysAsync(string person) =>
        (await accounts.ListPasskeysAsync(person)).Count + (await accounts.ListIdentitiesAsync(person)).Count
        + (mail.IsOn && await accounts.FindContactAsync(person) is { Confirmed: not null } ? 1 : 0);

    // An invite, a code, a link of one's own or the cookie of the university shows none of it: whoever sits at the open browser makes or opens those too.
    private async Task<bool> HasJustShownAsync(Caller caller) =>
        caller.Session is { } id && await accounts.FindSessionsAsync([id]) is [var session] && session.Person == caller.Person
        && session.Way is SignInWay.Passkey or SignInWay.InstitutionAnew or SignInWay.Mail && time.GetUtcNow() - session.SignedIn <= Fresh;
}
