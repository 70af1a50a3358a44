using Collab.Storage.Sqlite;

namespace Collab.Storage.Accounts;

internal sealed partial class SqliteAccountStore
{
    public Task AddLinkAsync(OneUseLink link, string secret) => WriteAsync(
        """
        INSERT INTO links (secret, kind, person, seminar, role, created, expires, remote_allowed, used)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
        """,
        write => write.Bind(1, Secret.Hash(secret)).Bind(2, (long)link.Kind).Bind(3, link.Person).Bind(4, link.Seminar).Bind(5, link.Role)
            .Bind(6, link.Created).Bind(7, link.Expires).Bind(8, link.RemoteAllowed ? 1L : 0L).Bind(9, link.Used));

    public Task<OneUseLink?> FindLinkAsync(string secret) => readers.RunAsync(database => ReadLink(database, Secret.Hash(secret)));

    // On the writer thread, where nobody else can redeem it in between.
    public Task<LinkRedemption> RedeemLinkAsync(string secret, DateTimeOffset now, bool remote, string? command) => writer.RunAsync(database =>
    {
        var hash = Secret.Hash(secret);
        if (ReadLink(database, hash) is not { } link)
            return new LinkRedemption(LinkOutcome.Unknown, null);
        if (link.Used is not null)
            return new LinkRedemption(command is not null && WasRedeemedBy(database, hash, command) ? LinkOutcome.Redeemed : LinkOutcome.Used, link);
        if (now >= link.Expires)
            return new LinkRedemption(LinkOutcome.Expired, link);
        if (remote && !link.RemoteAllowed)
            return new LinkRedemption(LinkOutcome.LocalOnly, link);
        database.Prepare("UPDATE links SET used = ?2, command = ?3 WHERE secret = ?1").Bind(1, hash).Bind(2, now).Bind(3, command).Run();
        return new LinkRedemption(LinkOutcome.Redeemed, link with { Used = now });
    });

    private static bool WasRedeemedBy(Database database, string hash, string command)
    {
        using var row = database.Prepare("SELECT 1 FROM links WHERE secret = ?1 AND command = ?2").Bind(1, hash).Bind(2, command);
        return row.Step();
    }

    private static OneUseLink? ReadLink(Database database, string hash)
    {
        using var row = database
            .Prepare("SELECT kind, person, seminar, role, created, expires, remote_allowed, used FROM links WHERE secret = ?1")
            .Bind(1, hash);
        return row.Step()
            ? new OneUseLink(
                (LinkKind)row.Number(0),
                row.TextOrNull(1),
                row.TextOrNull(2),
                row.TextOrNull(3),
                row.Time(4),
                row.Time(5),
                row.Number(6) != 0,
                row.TimeOrNull(7))
            : null;
    }
}
