using Collab.Storage.Accounts;

namespace Collab.Storage.Postgres;

internal sealed partial class PostgresAccountStore
{
    public Task ForgetEndedAsync(DateTimeOffset now, TimeSpan unused, TimeSpan longest, TimeSpan kept) => access.RunAsync(Effect.Repeatable, connection =>
    {
        var before = now - kept;
        connection.Execute("UPDATE sessions SET grant_data = NULL WHERE grant_data IS NOT NULL AND (last_seen < $1 OR signed_in < $2)", now - unused, now - longest);
        connection.Execute("DELETE FROM sessions WHERE ended < $1 OR last_seen < $2 OR signed_in < $3", before, before - unused, before - longest);
        connection.Execute("DELETE FROM links WHERE expires < $1 OR revoked < $1 OR (used < $1 AND kind <> $2)", before, (int)LinkKind.Return);
        connection.Execute("DELETE FROM tokens WHERE expires < $1 OR revoked < $1", before);
        connection.Execute(
            """
            DELETE FROM joins j USING people p
            WHERE p.id = j.person AND p.created < $1 AND NOT EXISTS (SELECT FROM sessions s WHERE s.person = j.person AND s.created >= $1)
            """,
            before);
        return connection.Execute(
            "DELETE FROM people WHERE display_name = '' AND created < $1 AND id NOT IN (SELECT person FROM joins UNION SELECT person FROM sessions UNION SELECT person FROM memberships)",
            before);
    });
}
