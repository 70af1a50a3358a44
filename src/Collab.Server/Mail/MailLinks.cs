using System.Text;
using Collab.Domain;
using Collab.Server.Security;
using Collab.Storage.Accounts;

namespace Collab.Server.Mail;

/// <summary>Addresses that people show to be theirs, and links that sign them in by them.</summary>
internal sealed class MailLinks(IAccountStore accounts, Postman postman, TimeProvider time)
{
    /// <summary>How long a link in a mail holds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>Sends a link by which the person shows that the address is theirs. Until it is opened nothing is kept of it but the question.</summary>
    /// <param name="server">Scheme, host and port that the link leads to.</param>
    public void AskToConfirm(string person, string address, string server) => postman.Post(async () =>
    {
        if (await accounts.FindPersonAsync(person) is not { } asks)
            return null;
        var (now, secret) = (time.GetUtcNow(), Secret.New());
        await accounts.AddCeremonyAsync(new Ceremony(CeremonyKind.Address, person, Encoding.UTF8.GetBytes(address), now + Lifetime), secret, now);
        return new Letter(address, "Confirm your address", $"""
            Somebody who is called “{Line(asks.DisplayName)}” at {server} gave this address, to come back by a link that is mailed here.

            If that is you, open this link within 15 minutes and confirm it. It works once:

            {server}/mail#{secret}

            If it is not you, do nothing: the address is then not kept.
            """);
    });

    /// <summary>Keeps the address that the secret was sent to.</summary>
    /// <returns>The person.</returns>
    /// <exception cref="RefusalException"><c>gone</c>.</exception>
    public async Task<string> ConfirmAsync(string secret)
    {
        var now = time.GetUtcNow();
        if (await accounts.TakeCeremonyAsync(secret, CeremonyKind.Address, now) is not { Person: { } person } ceremony)
            throw new RefusalException("gone", "This link has expired or was used. Ask for another in “Your account”.");
        await accounts.SaveContactAsync(new Contact(person, Encoding.UTF8.GetString(ceremony.State.Span), now));
        return person;
    }

    /// <summary>Sends links to those whose address it is. Whether there are any is found out when the caller has long been answered.</summary>
    /// <param name="server">Scheme, host and port that the links lead to.</param>
    public void SendLink(string address, string server) => postman.Post(async () =>
    {
        List<string> links = [];
        foreach (var contact in await accounts.ListContactsAsync(address))
        {
            if (await accounts.FindPersonAsync(contact.Person) is not { } person)
                continue;
            var (now, secret) = (time.GetUtcNow(), JoinSecret.NewMailed());
            // Of more than there may be none is mailed: those that were still hold.
            if (await accounts.AddLinkAsync(new SignInLink(LinkKind.Personal, person.Id, null, null, now, now + Lifetime, RemoteAllowed: true), secret))
                links.Add($"{Line(person.DisplayName)}:\n{server}/join#{secret}\n");
        }

        return links.Count == 0 ? null : new Letter(address, "Your link to come back", $"""
            Somebody, you it is to be hoped, asked {server} for a link to come back by. It opens your seats in the browser in which you open it, within 15 minutes, and once:

            {string.Join('\n', links)}
            Whoever has it is you there: pass it on to nobody. If you did not ask, do nothing.
            """);
    });

    /// <summary>A name or a title is one line of the text, whatever somebody typed.</summary>
    public static string Line(string name) => string.Concat(name.Where(c => !char.IsControl(c) && c is not ('\u2028' or '\u2029')));
}
