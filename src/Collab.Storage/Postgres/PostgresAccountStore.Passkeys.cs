using Collab.Storage.Accounts;
using Npgsql;

namespace Collab.Storage.Postgres;

internal sealed partial class PostgresAccountStore
{
    private const string SelectPasskey =
        "SELECT id, person, name, public_key, sign_count, transports, verified, backup_eligible, backed_up, created, last_used FROM passkeys";

    // Any number, the same in every version of the program. Locks of two numbers are apart from those of one.
    private const int AddingLock = 0x436F6C64;

    public Task<bool> AddPasskeyAsync(Passkey passkey) => AddAsync(
        passkey.Person,
        """
        INSERT INTO passkeys (id, person, name, public_key, sign_count, transports, verified, backup_eligible, backed_up, created, last_used)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 WHERE (SELECT count(*) FROM passkeys WHERE person = $2) < $12 ON CONFLICT (id) DO NOTHING
        """,
        passkey.Id.ToArray(), passkey.Person, passkey.Name, passkey.PublicKey.ToArray(), (long)passkey.SignCount, passkey.Transports, passkey.Verified,
        passkey.BackupEligible, passkey.BackedUp, passkey.Created, passkey.LastUsed, (long)Passkey.Most);

    /// <summary>Adds what a person may have so many of; false where they have them.</summary>
    private Task<bool> AddAsync(string person, string insert, params object?[] values) => access.RunAsync(Effect.Once, connection =>
    {
        // Of two who count at once neither sees what the other has not committed: what a person has is added one after the other.
        using var transaction = connection.BeginTransaction();
        connection.Execute("SELECT pg_advisory_xact_lock($1, hashtext($2))", AddingLock, person);
        var added = connection.Execute(insert, values);
        transaction.Commit();
        return added > 0;
    });

    public Task<Passkey?> FindPasskeyAsync(ReadOnlyMemory<byte> id) => access.RunAsync(Effect.None, connection =>
    {
        using var row = connection.Query(SelectPasskey + " WHERE id = $1", id.ToArray());
        return row.Read() ? ReadPasskey(row) : null;
    });

    public Task<IReadOnlyList<Passkey>> ListPasskeysAsync(string person) =>
        ListAsync(SelectPasskey + " WHERE person = $1 ORDER BY created DESC, id", ReadPasskey, person);

    public async Task<bool> UsePasskeyAsync(ReadOnlyMemory<byte> id, uint signCount, bool backedUp, DateTimeOffset now) => await WriteAsync(
        Effect.Once,
        """
        UPDATE passkeys SET sign_count = $2, backed_up = $3, last_used = greatest(last_used, $4)
        WHERE id = $1 AND (sign_count < $2 OR sign_count = 0 AND $2 = 0)
        """,
        id.ToArray(), (long)signCount, backedUp, now) > 0;

    public async Task<bool> RenamePasskeyAsync(string person, ReadOnlyMemory<byte> id, string name) => await WriteAsync(
        Effect.Repeatable, "UPDATE passkeys SET name = $3 WHERE id = $1 AND person = $2", id.ToArray(), person, name) > 0;

    public async Task<bool> RemovePasskeyAsync(string person, ReadOnlyMemory<byte> id) => await WriteAsync(
        Effect.Once, "DELETE FROM passkeys WHERE id = $1 AND person = $2", id.ToArray(), person) > 0;

    private static Passkey ReadPasskey(NpgsqlDataReader row) => new(
        row.Bytes(0),
        row.GetString(1),
        row.GetString(2),
        row.Bytes(3),
        (uint)row.GetInt64(4),
        row.GetString(5),
        row.GetBoolean(6),
        row.GetBoolean(7),
        row.GetBoolean(8),
        row.Time(9),
        row.TimeOrNull(10));
}
