namespace Collab.Storage.Accounts;

public partial interface IAccountStore
{
    /// <summary>
    /// Says whom an institution's sign-in means, and notes that they came. Of any number of callers, at once or not, all are answered the first
    /// one's person.
    /// </summary>
    /// <param name="issuer">The institution.</param>
    /// <param name="subject">How it names the person.</param>
    /// <param name="person">Who it is if nobody came so yet; added where unknown.</param>
    /// <param name="now">When they come.</param>
    Task<Person> ClaimIdentityAsync(string issuer, string subject, Person person, DateTimeOffset now);

    /// <summary>Whom an institution's sign-in means; null when nobody came so yet.</summary>
    Task<Identity?> FindIdentityAsync(string issuer, string subject);

    /// <summary>All such sign-ins of a person, oldest first.</summary>
    Task<IReadOnlyList<Identity>> ListIdentitiesAsync(string person);

    /// <summary>Forgets one; false when it is not the person's.</summary>
    Task<bool> RemoveIdentityAsync(string person, string issuer, string subject);
}
