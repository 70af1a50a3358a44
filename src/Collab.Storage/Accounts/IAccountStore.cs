namespace Collab.Storage.Accounts;

/// <summary>
/// People, and what lets them in: sessions, passkeys, personal access tokens, links, institutions; and which seminars they sit in. Every
/// write is durable on return. Of secrets only the SHA-256 is kept. Any member may throw <see cref="StorageUnavailableException"/>.
/// </summary>
public partial interface IAccountStore
{
    /// <summary>Adds a person, or gives the one with this id the display name.</summary>
    Task SavePersonAsync(Person person);

    /// <summary>The person with this id; null when there is none.</summary>
    Task<Person?> FindPersonAsync(string id);

    /// <summary>
    /// Puts another name in the place of the person's and of those of the person's tokens, takes the labels off the devices, and forgets every
    /// way back: passkeys, sign-ins of institutions, the address, grants; links that hold are revoked. For good. Nothing happens when there
    /// is none with this id.
    /// </summary>
    Task ErasePersonAsync(string id, string name, DateTimeOffset now);

    /// <summary>As above, and every way back stays: names go from the person, the tokens and the devices alone.</summary>
    Task EraseNamesAsync(string id, string name);
}
