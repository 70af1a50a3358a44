namespace Collab.Storage.Postgres;

internal sealed partial class PostgresAccountStore
{
    public Task<ReadOnlyMemory<byte>?> ReadSettingAsync(string key) => access.RunAsync<ReadOnlyMemory<byte>?>(Effect.None, connection =>
    {
        using var row = connection.Query("SELECT value FROM settings WHERE key = $1", key);
        return row.Read() ? row.BytesOrNull(0) : null;
    });

    public Task<IReadOnlyList<string>> ListSettingsAsync(string prefix) =>
        ListAsync("SELECT key FROM settings WHERE starts_with(key, $1)", row => row.GetString(0), prefix);

    public async Task<ReadOnlyMemory<byte>> AddSettingAsync(string key, ReadOnlyMemory<byte> value)
    {
        await WriteAsync(Effect.Repeatable, "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING", key, value.ToArray());
        return (await ReadSettingAsync(key))!.Value;
    }

    public Task SaveSettingAsync(string key, ReadOnlyMemory<byte> value) => WriteAsync(
        Effect.Repeatable, "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value.ToArray());

    public async Task<bool> ReplaceSettingAsync(string key, ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> value) => await WriteAsync(
        Effect.Once, "UPDATE settings SET value = $3 WHERE key = $1 AND value = $2", key, before.ToArray(), value.ToArray()) > 0;

    public Task RemoveSettingAsync(string key) => WriteAsync(Effect.Repeatable, "DELETE FROM settings WHERE key = $1", key);

    public Task<IReadOnlyList<string>> ListKeysAsync() => ListAsync("SELECT xml FROM data_protection_keys ORDER BY number", row => row.GetString(0));

    public Task SaveKeyAsync(string id, string xml) => WriteAsync(
        Effect.Repeatable, "INSERT INTO data_protection_keys (id, xml) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET xml = excluded.xml", id, xml);
}
