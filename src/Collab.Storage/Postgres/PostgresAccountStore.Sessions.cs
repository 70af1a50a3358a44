using Collab.Storage.Accounts;
using Npgsql;

namespace Collab.Storage.Postgres;

internal sealed partial class PostgresAccountStore
{
    private const string SelectSession = "SELECT id, person, created, last_seen, device, ended, signed_in, way, checked FROM sessions";

    public async Task<Session> StartSessionAsync(string secret, string person, string? device, SignInWay way, DateTimeOffset now)
    {
        var session = new Session(Secret.Hash(secret), person, now, now, device, null, now, way);
        await WriteAsync(
            Effect.Repeatable,
            """
            WITH added AS (
                INSERT INTO sessions (id, person, created, last_seen, device, signed_in, way) VALUES ($1, $2, $3, $3, $4, $3, $5) ON CONFLICT (id) DO NOTHING)
            UPDATE sessions SET ended = $3, grant_data = NULL WHERE id IN (
                SELECT id FROM sessions WHERE person = $2 AND ended IS NULL AND id <> $1 ORDER BY last_seen DESC, created DESC, id OFFSET $6)
            """,
            session.Id, person, now, device, (int)way, Session.Most - 1L);
        return session;
    }

    public Task<Session?> FindSessionAsync(string secret) => FindAsync(SelectSession + " WHERE id = $1", Secret.Hash(secret), ReadSession);

    public Task<IReadOnlyList<Session>> FindSessionsAsync(IReadOnlyCollection<string> ids) => ListAsync(SelectSession + " WHERE id = ANY($1)", ReadSession, (object)ids.ToArray());

    public Task<IReadOnlyList<Session>> ListSessionsAsync(string person) =>
        ListAsync(SelectSession + " WHERE person = $1 ORDER BY created DESC, id", ReadSession, person);

    public Task SeeSessionAsync(string id, DateTimeOffset now) => WriteAsync(
        Effect.Repeatable, "UPDATE sessions SET last_seen = greatest(last_seen, $2) WHERE id = $1", id, now);

    public async Task<bool> ConfirmSessionAsync(string id, SignInWay way, DateTimeOffset now) => await WriteAsync(
        Effect.Repeatable, "UPDATE sessions SET signed_in = greatest(signed_in, $2), way = $3 WHERE id = $1 AND ended IS NULL", id, now, (int)way) > 0;

    public async Task<bool> SaveGrantAsync(string id, ReadOnlyMemory<byte> grant, DateTimeOffset now) => await WriteAsync(
        Effect.Repeatable, "UPDATE sessions SET grant_data = $2, checked = $3 WHERE id = $1 AND ended IS NULL", id, grant.ToArray(), now) > 0;

    public async Task<bool> CheckSessionAsync(string id, DateTimeOffset before, DateTimeOffset now) => await WriteAsync(
        Effect.Once, "UPDATE sessions SET checked = $3 WHERE id = $1 AND checked = $2 AND ended IS NULL", id, before, now) > 0;

    public Task<ReadOnlyMemory<byte>?> ReadGrantAsync(string id) => access.RunAsync<ReadOnlyMemory<byte>?>(Effect.None, connection =>
    {
        using var row = connection.Query("SELECT grant_data FROM sessions WHERE id = $1", id);
        return row.Read() ? row.BytesOrNull(0) : null;
    });

    public async Task<bool> EndSessionAsync(string id, DateTimeOffset now) =>
        await WriteAsync(Effect.Once, "UPDATE sessions SET ended = $2, grant_data = NULL WHERE id = $1 AND ended IS NULL", id, now) > 0;

    private static Session ReadSession(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.Time(2),
        row.Time(3),
        row.TextOrNull(4),
        row.TimeOrNull(5),
        row.Time(6),
        (SignInWay)row.GetInt32(7),
        row.TimeOrNull(8));
}
