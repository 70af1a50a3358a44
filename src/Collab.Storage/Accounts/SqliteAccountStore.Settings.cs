namespace Collab.Storage.Accounts;

internal sealed partial class SqliteAccountStore
{
    public Task<ReadOnlyMemory<byte>?> ReadSettingAsync(string key) => readers.RunAsync<ReadOnlyMemory<byte>?>(database =>
    {
        using var row = database.Prepare("SELECT value FROM settings WHERE key = ?1").Bind(1, key);
        return row.Step() ? row.BytesOrNull(0) : null;
    });

    public Task<IReadOnlyList<string>> ListSettingsAsync(string prefix) =>
        ListAsync("SELECT key FROM settings WHERE substr(key, 1, length(?1)) = ?1", prefix, row => row.Text(0));

    public async Task<ReadOnlyMemory<byte>> AddSettingAsync(string key, ReadOnlyMemory<byte> value)
    {
        await WriteAsync("INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO NOTHING", write => write.Bind(1, key).Bind(2, value.Span));
        return (await ReadSettingAsync(key))!.Value;
    }

    public Task SaveSettingAsync(string key, ReadOnlyMemory<byte> value) => WriteAsync(
        "INSERT OR REPLACE INTO settings (key, value) VALUES (?1, ?2)",
        write => write.Bind(1, key).Bind(2, value.Span));

    public async Task<bool> ReplaceSettingAsync(string key, ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> value) => await WriteAsync(
        "UPDATE settings SET value = ?3 WHERE key = ?1 AND value = ?2",
        write => write.Bind(1, key).Bind(2, before.Span).Bind(3, value.Span)) > 0;

    public Task RemoveSettingAsync(string key) => WriteAsync("DELETE FROM settings WHERE key = ?1", write => write.Bind(1, key));

    public Task<IReadOnlyList<string>> ListKeysAsync() => readers.RunAsync<IReadOnlyList<string>>(database =>
    {
        List<string> found = [];
        using var row = database.Prepare("SELECT xml FROM data_protection_keys ORDER BY number");
        while (row.Step())
            found.Add(row.Text(0));
        return found;
    });

    public Task SaveKeyAsync(string id, string xml) => WriteAsync(
        "INSERT INTO data_protection_keys (id, xml) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET xml = excluded.xml",
        write => write.Bind(1, id).Bind(2, xml));
}
