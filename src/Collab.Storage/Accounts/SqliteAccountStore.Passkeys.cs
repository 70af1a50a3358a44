using Collab.Storage.Sqlite;

namespace Collab.Storage.Accounts;

internal sealed partial class SqliteAccountStore
{
    private const string SelectPasskey =
        "SELECT id, person, name, public_key, sign_count, transports, verified, backup_eligible, backed_up, created, last_used FROM passkeys";

    public async Task<bool> AddPasskeyAsync(Passkey passkey) => await WriteAsync(
        """
        INSERT INTO passkeys (id, person, name, public_key, sign_count, transports, verified, backup_eligible, backed_up, created, last_used)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 WHERE (SELECT count(*) FROM passkeys WHERE person = ?2) < ?12 ON CONFLICT (id) DO NOTHING
        """,
        write => write.Bind(1, passkey.Id.Span).Bind(2, passkey.Person).Bind(3, passkey.Name).Bind(4, passkey.PublicKey.Span).Bind(5, passkey.SignCount)
            .Bind(6, passkey.Transports).Bind(7, passkey.Verified ? 1L : 0L).Bind(8, passkey.BackupEligible ? 1L : 0L).Bind(9, passkey.BackedUp ? 1L : 0L)
            .Bind(10, passkey.Created).Bind(11, passkey.LastUsed).Bind(12, Passkey.Most)) > 0;

    public Task<Passkey?> FindPasskeyAsync(ReadOnlyMemory<byte> id) => readers.RunAsync(database =>
    {
        using var row = database.Prepare(SelectPasskey + " WHERE id = ?1").Bind(1, id.Span);
        return row.Step() ? ReadPasskey(row) : null;
    });

    public Task<IReadOnlyList<Passkey>> ListPasskeysAsync(string person) =>
        ListAsync(SelectPasskey + " WHERE person = ?1 ORDER BY created DESC, id", person, ReadPasskey);

    public async Task<bool> UsePasskeyAsync(ReadOnlyMemory<byte> id, uint signCount, bool backedUp, DateTimeOffset now) => await WriteAsync(
        """
        UPDATE passkeys SET sign_count = ?2, backed_up = ?3, last_used = max(coalesce(last_used, 0), ?4)
        WHERE id = ?1 AND (sign_count < ?2 OR sign_count = 0 AND ?2 = 0)
        """,
        write => write.Bind(1, id.Span).Bind(2, signCount).Bind(3, backedUp ? 1L : 0L).Bind(4, now)) > 0;

    public async Task<bool> RenamePasskeyAsync(string person, ReadOnlyMemory<byte> id, string name) => await WriteAsync(
        "UPDATE passkeys SET name = ?3 WHERE id = ?1 AND person = ?2",
        write => write.Bind(1, id.Span).Bind(2, person).Bind(3, name)) > 0;

    public async Task<bool> RemovePasskeyAsync(string person, ReadOnlyMemory<byte> id) => await WriteAsync(
        "DELETE FROM passkeys WHERE id = ?1 AND person = ?2",
        write => write.Bind(1, id.Span).Bind(2, person)) > 0;

    private static Passkey ReadPasskey(Statement row) => new(
        row.Bytes(0),
        row.Text(1),
        row.Text(2),
        row.Bytes(3),
        (uint)row.Number(4),
        row.Text(5),
        row.Number(6) != 0,
        row.Number(7) != 0,
        row.Number(8) != 0,
        row.Time(9),
        row.TimeOrNull(10));
}
