namespace Collab.Storage.Accounts;

public partial interface IAccountStore
{
    /// <summary>Keeps a person's address in place of the one before.</summary>
    Task SaveContactAsync(Contact contact);

    /// <summary>The person's address; null when there is none.</summary>
    Task<Contact?> FindContactAsync(string person);

    /// <summary>Those who have shown that this address is theirs.</summary>
    Task<IReadOnlyList<Contact>> ListContactsAsync(string address);

    /// <summary>Notes that the address is the person's; false when they have another by now.</summary>
    Task<bool> ConfirmContactAsync(string person, string address, DateTimeOffset now);

    /// <summary>Forgets the person's address; nothing happens when there is none.</summary>
    Task RemoveContactAsync(string person);
}
