using Collab.Storage.Accounts;
using Npgsql;

namespace Collab.Storage.Postgres;

internal sealed partial class PostgresAccountStore
{
    public Task AddLinkAsync(OneUseLink link, string secret) => WriteAsync(
        Effect.Repeatable,
        """
        INSERT INTO links (secret, kind, person, seminar, role, created, expires, remote_allowed, used)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (secret) DO NOTHING
        """,
        Secret.Hash(secret), (int)link.Kind, link.Person, link.Seminar, link.Role, link.Created, link.Expires, link.RemoteAllowed, link.Used);

    public Task<OneUseLink?> FindLinkAsync(string secret) => access.RunAsync(Effect.None, connection => ReadLink(connection, Secret.Hash(secret)));

    // The update itself decides, so that of attempts at several nodes one finds it unused.
    public Task<LinkRedemption> RedeemLinkAsync(string secret, DateTimeOffset now, bool remote, string? command) => access.RunAsync(Effect.Once, connection =>
    {
        var hash = Secret.Hash(secret);
        if (ReadLink(connection, hash) is not { } link)
            return new LinkRedemption(LinkOutcome.Unknown, null);
        if (link.Used is not null)
            return Used(connection, hash, command, link);
        if (now >= link.Expires)
            return new LinkRedemption(LinkOutcome.Expired, link);
        if (remote && !link.RemoteAllowed)
            return new LinkRedemption(LinkOutcome.LocalOnly, link);
        return connection.Execute("UPDATE links SET used = $2, command = $3 WHERE secret = $1 AND used IS NULL", hash, now, command) > 0
            ? new LinkRedemption(LinkOutcome.Redeemed, link with { Used = now })
            : Used(connection, hash, command, ReadLink(connection, hash));
    });

    private static LinkRedemption Used(NpgsqlConnection connection, string hash, string? command, OneUseLink? link)
    {
        if (command is null)
            return new LinkRedemption(LinkOutcome.Used, link);
        using var row = connection.Query("SELECT FROM links WHERE secret = $1 AND command = $2", hash, command);
        return new LinkRedemption(row.Read() ? LinkOutcome.Redeemed : LinkOutcome.Used, link);
    }

    private static OneUseLink? ReadLink(NpgsqlConnection connection, string hash)
    {
        using var row = connection.Query("SELECT kind, person, seminar, role, created, expires, remote_allowed, used FROM links WHERE secret = $1", hash);
        return row.Read()
            ? new OneUseLink(
                (LinkKind)row.GetInt32(0),
                row.TextOrNull(1),
                row.TextOrNull(2),
                row.TextOrNull(3),
                row.Time(4),
                row.Time(5),
                row.GetBoolean(6),
                row.TimeOrNull(7))
            : null;
    }
}
