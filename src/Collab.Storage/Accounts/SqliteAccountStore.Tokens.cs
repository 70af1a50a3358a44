using Collab.Storage.Sqlite;

namespace Collab.Storage.Accounts;

internal sealed partial class SqliteAccountStore
{
    private const string SelectToken = "SELECT id, person, name, scopes, seminar, created, expires, last_used, revoked FROM tokens";

    public async Task<bool> AddTokenAsync(AccessToken token, string secret) => await WriteAsync(
        """
        INSERT INTO tokens (id, person, name, scopes, seminar, secret, created, expires, last_used, revoked)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
        WHERE (SELECT count(*) FROM tokens WHERE person = ?2 AND revoked IS NULL AND (expires IS NULL OR expires > ?7)) < ?11
        """,
        write => write.Bind(1, token.Id).Bind(2, token.Person).Bind(3, token.Name).Bind(4, (long)token.Scopes).Bind(5, token.Seminar)
            .Bind(6, Secret.Hash(secret)).Bind(7, token.Created).Bind(8, token.Expires).Bind(9, token.LastUsed).Bind(10, token.Revoked)
            .Bind(11, AccessToken.Most)) > 0;

    public Task<AccessToken?> FindTokenAsync(string secret) => FindAsync(SelectToken + " WHERE secret = ?1", Secret.Hash(secret), ReadToken);

    public Task<IReadOnlyList<AccessToken>> FindTokensAsync(IReadOnlyCollection<string> ids) => FindAllAsync(SelectToken + " WHERE id = ?1", ids, ReadToken);

    public Task<IReadOnlyList<AccessToken>> ListTokensAsync(string person) =>
        ListAsync(SelectToken + " WHERE person = ?1 ORDER BY created DESC, id", person, ReadToken);

    public Task<IReadOnlyList<AccessToken>> ListTokensAsync() =>
        ListAsync(SelectToken + " ORDER BY created DESC, id", null, ReadToken);

    public Task SeeTokenAsync(string id, DateTimeOffset now) => WriteAsync(
        "UPDATE tokens SET last_used = max(coalesce(last_used, 0), ?2) WHERE id = ?1",
        write => write.Bind(1, id).Bind(2, now));

    public async Task<bool> RevokeTokenAsync(string person, string id, DateTimeOffset now) => await WriteAsync(
        "UPDATE tokens SET revoked = ?3 WHERE id = ?1 AND person = ?2 AND revoked IS NULL",
        write => write.Bind(1, id).Bind(2, person).Bind(3, now)) > 0;

    private static AccessToken ReadToken(Statement row) => new(
        row.Text(0),
        row.Text(1),
        row.Text(2),
        (TokenScopes)row.Number(3),
        row.TextOrNull(4),
        row.Time(5),
        row.TimeOrNull(6),
        row.TimeOrNull(7),
        row.TimeOrNull(8));
}
