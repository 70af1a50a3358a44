using Collab.Storage.Sqlite;

namespace Collab.Storage.Accounts;

internal sealed partial class SqliteAccountStore
{
    private const string SelectSession = "SELECT id, person, created, last_seen, device, ended, signed_in, way, checked FROM sessions";

    public async Task<Session> StartSessionAsync(string secret, string person, string? device, SignInWay way, DateTimeOffset now)
    {
        var session = new Session(Secret.Hash(secret), person, now, now, device, null, now, way);
        await writer.RunAsync(database =>
        {
            database.Prepare("INSERT INTO sessions (id, person, created, last_seen, device, signed_in, way) VALUES (?1, ?2, ?3, ?3, ?4, ?3, ?5)")
                .Bind(1, session.Id).Bind(2, person).Bind(3, now).Bind(4, device).Bind(5, (long)way).Run();
            database.Prepare(
                """
                UPDATE sessions SET ended = ?3, grant_data = NULL WHERE id IN (
                    SELECT id FROM sessions WHERE person = ?2 AND ended IS NULL AND id <> ?1 ORDER BY last_seen DESC, created DESC, id LIMIT -1 OFFSET ?4)
                """)
                .Bind(1, session.Id).Bind(2, person).Bind(3, now).Bind(4, Session.Most - 1L).Run();
            return true;
        });
        return session;
    }

    public Task<Session?> FindSessionAsync(string secret) => FindAsync(SelectSession + " WHERE id = ?1", Secret.Hash(secret), ReadSession);

    public Task<IReadOnlyList<Session>> FindSessionsAsync(IReadOnlyCollection<string> ids) => FindAllAsync(SelectSession + " WHERE id = ?1", ids, ReadSession);

    public Task<IReadOnlyList<Session>> ListSessionsAsync(string person) =>
        ListAsync(SelectSession + " WHERE person = ?1 ORDER BY created DESC, id", person, ReadSession);

    public Task SeeSessionAsync(string id, DateTimeOffset now) => WriteAsync(
        "UPDATE sessions SET last_seen = max(last_seen, ?2) WHERE id = ?1",
        write => write.Bind(1, id).Bind(2, now));

    public async Task<bool> ConfirmSessionAsync(string id, SignInWay way, DateTimeOffset now) => await WriteAsync(
        "UPDATE sessions SET signed_in = max(signed_in, ?2), way = ?3 WHERE id = ?1 AND ended IS NULL",
        write => write.Bind(1, id).Bind(2, now).Bind(3, (long)way)) > 0;

    public async Task<bool> SaveGrantAsync(string id, ReadOnlyMemory<byte> grant, DateTimeOffset now) => await WriteAsync(
        "UPDATE sessions SET grant_data = ?2, checked = ?3 WHERE id = ?1 AND ended IS NULL",
        write => write.Bind(1, id).Bind(2, grant.Span).Bind(3, now)) > 0;

    public async Task<bool> CheckSessionAsync(string id, DateTimeOffset before, DateTimeOffset now) => await WriteAsync(
        "UPDATE sessions SET checked = ?3 WHERE id = ?1 AND checked = ?2 AND ended IS NULL",
        write => write.Bind(1, id).Bind(2, before).Bind(3, now)) > 0;

    public Task<ReadOnlyMemory<byte>?> ReadGrantAsync(string id) => readers.RunAsync<ReadOnlyMemory<byte>?>(database =>
    {
        using var row = database.Prepare("SELECT grant_data FROM sessions WHERE id = ?1").Bind(1, id);
        return row.Step() ? row.BytesOrNull(0) : null;
    });

    public async Task<bool> EndSessionAsync(string id, DateTimeOffset now) => await WriteAsync(
        "UPDATE sessions SET ended = ?2, grant_data = NULL WHERE id = ?1 AND ended IS NULL",
        write => write.Bind(1, id).Bind(2, now)) > 0;

    private static Session ReadSession(Statement row) => new(
        row.Text(0),
        row.Text(1),
        row.Time(2),
        row.Time(3),
        row.TextOrNull(4),
        row.TimeOrNull(5),
        row.Time(6),
        (SignInWay)row.Number(7),
        row.TimeOrNull(8));
}
