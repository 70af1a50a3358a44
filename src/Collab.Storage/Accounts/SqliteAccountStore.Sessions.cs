using Collab.Storage.Sqlite;

namespace Collab.Storage.Accounts;

internal sealed partial class SqliteAccountStore
{
    private const string SelectSession = "SELECT id, person, created, last_seen, device, ended FROM sessions";

    public async Task<Session> StartSessionAsync(string secret, string person, string? device, DateTimeOffset now)
    {
        var session = new Session(Secret.Hash(secret), person, now, now, device, null);
        await WriteAsync(
            "INSERT INTO sessions (id, person, created, last_seen, device) VALUES (?1, ?2, ?3, ?3, ?4)",
            write => write.Bind(1, session.Id).Bind(2, person).Bind(3, now).Bind(4, device));
        return session;
    }

    public Task<Session?> FindSessionAsync(string secret) => FindAsync(SelectSession + " WHERE id = ?1", Secret.Hash(secret), ReadSession);

    public Task<IReadOnlyList<Session>> ListSessionsAsync(string person) =>
        ListAsync(SelectSession + " WHERE person = ?1 ORDER BY created DESC, id", person, ReadSession);

    public Task SeeSessionAsync(string id, DateTimeOffset now) => WriteAsync(
        "UPDATE sessions SET last_seen = max(last_seen, ?2) WHERE id = ?1",
        write => write.Bind(1, id).Bind(2, now));

    public async Task<bool> EndSessionAsync(string id, DateTimeOffset now) => await WriteAsync(
        "UPDATE sessions SET ended = ?2 WHERE id = ?1 AND ended IS NULL",
        write => write.Bind(1, id).Bind(2, now)) > 0;

    private static Session ReadSession(Statement row) =>
        new(row.Text(0), row.Text(1), row.Time(2), row.Time(3), row.TextOrNull(4), row.TimeOrNull(5));
}
