using Collab.Storage.Accounts;

namespace Collab.Storage.Postgres;

internal sealed partial class PostgresAccountStore
{
    public Task AddCeremonyAsync(Ceremony ceremony, string secret, DateTimeOffset now) => WriteAsync(
        Effect.Repeatable,
        """
        WITH expired AS (DELETE FROM ceremonies WHERE expires <= $6)
        INSERT INTO ceremonies (id, kind, person, state, expires) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING
        """,
        Secret.Hash(secret), (int)ceremony.Kind, ceremony.Person, ceremony.State.ToArray(), ceremony.Expires, now);

    public Task<Ceremony?> TakeCeremonyAsync(string secret, CeremonyKind kind, DateTimeOffset now) => access.RunAsync(Effect.Once, connection =>
    {
        using var row = connection.Query("DELETE FROM ceremonies WHERE id = $1 RETURNING kind, person, state, expires", Secret.Hash(secret));
        if (!row.Read())
            return null;
        var taken = new Ceremony((CeremonyKind)row.GetInt32(0), row.TextOrNull(1), row.Bytes(2), row.Time(3));
        return taken.Kind == kind && now < taken.Expires ? taken : null;
    });
}
