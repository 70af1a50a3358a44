namespace Collab.Storage.Accounts;

public partial interface IAccountStore
{
    /// <summary>Adds a passkey; false when one of this id is there, whoever's it is, or the person has as many as there may be (<see cref="Passkey.Most"/>).</summary>
    Task<bool> AddPasskeyAsync(Passkey passkey);

    /// <summary>The passkey of this id; null when there is none.</summary>
    Task<Passkey?> FindPasskeyAsync(ReadOnlyMemory<byte> id);

    /// <summary>All passkeys of a person, newest first.</summary>
    Task<IReadOnlyList<Passkey>> ListPasskeysAsync(string person);

    /// <summary>
    /// Notes that a passkey has signed. False when it is gone, or has not counted on since: of attempts with one count, at once or not, one
    /// succeeds. A device that does not count says 0 each time.
    /// </summary>
    Task<bool> UsePasskeyAsync(ReadOnlyMemory<byte> id, uint signCount, bool backedUp, DateTimeOffset now);

    /// <summary>Gives a passkey another name; false when the person has none of this id.</summary>
    Task<bool> RenamePasskeyAsync(string person, ReadOnlyMemory<byte> id, string name);

    /// <summary>Removes a passkey; false when the person has none of this id.</summary>
    Task<bool> RemovePasskeyAsync(string person, ReadOnlyMemory<byte> id);
}
