namespace Collab.Storage.Accounts;

public partial interface IAccountStore
{
    /// <summary>The value kept under a key; null when there is none.</summary>
    Task<ReadOnlyMemory<byte>?> ReadSettingAsync(string key);

    /// <summary>The keys that begin with a prefix, in no order.</summary>
    Task<IReadOnlyList<string>> ListSettingsAsync(string prefix);

    /// <summary>Keeps a value where the key has none yet. Of any number of attempts, also on several nodes at once, one succeeds.</summary>
    /// <returns>The value that is kept now.</returns>
    Task<ReadOnlyMemory<byte>> AddSettingAsync(string key, ReadOnlyMemory<byte> value);

    /// <summary>Keeps a value in place of the one before.</summary>
    Task SaveSettingAsync(string key, ReadOnlyMemory<byte> value);

    /// <summary>Keeps a value in place of one that is known. Of any number of attempts with the same one before, also on several nodes at once, one succeeds.</summary>
    /// <returns>False where another value is kept by now, or none.</returns>
    Task<bool> ReplaceSettingAsync(string key, ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> value);

    /// <summary>Forgets a key; nothing happens when there is none.</summary>
    Task RemoveSettingAsync(string key);

    /// <summary>The XML of every data-protection key, oldest first.</summary>
    Task<IReadOnlyList<string>> ListKeysAsync();

    /// <summary>Keeps a data-protection key.</summary>
    Task SaveKeyAsync(string id, string xml);
}
