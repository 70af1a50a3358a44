using Collab.Storage.Accounts;
using Npgsql;

namespace Collab.Storage.Postgres;

internal sealed partial class PostgresAccountStore
{
    private const string SelectSession = "SELECT id, person, created, last_seen, device, ended FROM sessions";

    public async Task<Session> StartSessionAsync(string secret, string person, string? device, DateTimeOffset now)
    {
        var session = new Session(Secret.Hash(secret), person, now, now, device, null);
        await WriteAsync(
            Effect.Repeatable,
            "INSERT INTO sessions (id, person, created, last_seen, device) VALUES ($1, $2, $3, $3, $4) ON CONFLICT (id) DO NOTHING",
            session.Id, person, now, device);
        return session;
    }

    public Task<Session?> FindSessionAsync(string secret) => FindAsync(SelectSession + " WHERE id = $1", Secret.Hash(secret), ReadSession);

    public Task<IReadOnlyList<Session>> ListSessionsAsync(string person) =>
        ListAsync(SelectSession + " WHERE person = $1 ORDER BY created DESC, id", ReadSession, person);

    public Task SeeSessionAsync(string id, DateTimeOffset now) => WriteAsync(
        Effect.Repeatable, "UPDATE sessions SET last_seen = greatest(last_seen, $2) WHERE id = $1", id, now);

    public async Task<bool> EndSessionAsync(string id, DateTimeOffset now) =>
        await WriteAsync(Effect.Once, "UPDATE sessions SET ended = $2 WHERE id = $1 AND ended IS NULL", id, now) > 0;

    private static Session ReadSession(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.Time(2), row.Time(3), row.TextOrNull(4), row.TimeOrNull(5));
}
