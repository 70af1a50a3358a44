using Collab.Storage.Accounts;
using Npgsql;

namespace Collab.Storage.Postgres;

internal sealed partial class PostgresAccountStore
{
    private const string SelectToken = "SELECT id, person, name, scopes, seminar, created, expires, last_used, revoked FROM tokens";

    public Task<bool> AddTokenAsync(AccessToken token, string secret) => AddAsync(
        token.Person,
        """
        INSERT INTO tokens (id, person, name, scopes, seminar, secret, created, expires, last_used, revoked)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
        WHERE (SELECT count(*) FROM tokens WHERE person = $2 AND revoked IS NULL AND (expires IS NULL OR expires > $7)) < $11
        """,
        token.Id, token.Person, token.Name, (int)token.Scopes, token.Seminar, Secret.Hash(secret), token.Created, token.Expires, token.LastUsed, token.Revoked, (long)AccessToken.Most);

    public Task<AccessToken?> FindTokenAsync(string secret) => FindAsync(SelectToken + " WHERE secret = $1", Secret.Hash(secret), ReadToken);

    public Task<IReadOnlyList<AccessToken>> FindTokensAsync(IReadOnlyCollection<string> ids) => ListAsync(SelectToken + " WHERE id = ANY($1)", ReadToken, (object)ids.ToArray());

    public Task<IReadOnlyList<AccessToken>> ListTokensAsync(string person) =>
        ListAsync(SelectToken + " WHERE person = $1 ORDER BY created DESC, id", ReadToken, person);

    public Task<IReadOnlyList<AccessToken>> ListTokensAsync() => ListAsync(SelectToken + " ORDER BY created DESC, id", ReadToken);

    public Task SeeTokenAsync(string id, DateTimeOffset now) => WriteAsync(
        Effect.Repeatable, "UPDATE tokens SET last_used = greatest(last_used, $2) WHERE id = $1", id, now);

    public async Task<bool> RevokeTokenAsync(string person, string id, DateTimeOffset now) => await WriteAsync(
        Effect.Once, "UPDATE tokens SET revoked = $3 WHERE id = $1 AND person = $2 AND revoked IS NULL", id, person, now) > 0;

    private static AccessToken ReadToken(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        (TokenScopes)row.GetInt32(3),
        row.TextOrNull(4),
        row.Time(5),
        row.TimeOrNull(6),
        row.TimeOrNull(7),
        row.TimeOrNull(8));
}
