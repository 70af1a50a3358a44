using Collab.Storage.Sqlite;

namespace Collab.Storage.Accounts;

internal sealed partial class SqliteAccountStore
{
    private const string SelectLink = "SELECT kind, person, seminar, role, created, expires, remote_allowed, used, id, member, revoked FROM links";

    public async Task<bool> AddLinkAsync(SignInLink link, string secret) => await WriteAsync(
        """
        INSERT INTO links (secret, kind, person, seminar, role, created, expires, remote_allowed, used, id, member, revoked)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12
        WHERE ?13 IS NULL OR (SELECT count(*) FROM links WHERE person = ?3 AND kind = ?2 AND revoked IS NULL AND (used IS NULL OR kind = ?14) AND expires > ?6) < ?13
        """,
        write => write.Bind(1, Secret.Hash(secret)).Bind(2, (long)link.Kind).Bind(3, link.Person).Bind(4, link.Seminar).Bind(5, link.Role)
            .Bind(6, link.Created).Bind(7, link.Expires).Bind(8, link.RemoteAllowed ? 1L : 0L).Bind(9, link.Used)
            .Bind(10, link.Id).Bind(11, link.Member).Bind(12, link.Revoked)
            .Bind(13, link.Most).Bind(14, (long)LinkKind.Return)) > 0;

    public Task<SignInLink?> FindLinkAsync(string secret) => FindAsync(SelectLink + " WHERE secret = ?1", Secret.Hash(secret), ReadLink);

    public Task<IReadOnlyList<SignInLink>> ListLinksAsync(string person) =>
        ListAsync(SelectLink + " WHERE person = ?1 AND id IS NOT NULL ORDER BY created DESC, id", person, ReadLink);

    public async Task<bool> RevokeLinkAsync(string person, string id, DateTimeOffset now) => await WriteAsync(
        "UPDATE links SET revoked = ?3 WHERE id = ?1 AND person = ?2 AND revoked IS NULL",
        write => write.Bind(1, id).Bind(2, person).Bind(3, now)) > 0;

    // On the writer thread, where nobody else can redeem it in between.
    public Task<LinkRedemption> RedeemLinkAsync(string secret, DateTimeOffset now, bool remote, string? command) => writer.RunAsync(database =>
    {
        var hash = Secret.Hash(secret);
        if (FindLink(database, hash) is not { } link)
            return new LinkRedemption(LinkOutcome.Unknown, null);
        if (link is { Used: not null, Kind: not LinkKind.Return })
            return new LinkRedemption(command is not null && WasRedeemedBy(database, hash, command) ? LinkOutcome.Redeemed : LinkOutcome.Used, link);
        if (link.RefusalAt(now, remote) is { } refusal)
            return new LinkRedemption(refusal, link);
        database.Prepare("UPDATE links SET used = ?2, command = ?3 WHERE secret = ?1").Bind(1, hash).Bind(2, now).Bind(3, command).Run();
        return new LinkRedemption(LinkOutcome.Redeemed, link with { Used = now });
    });

    private static bool WasRedeemedBy(Database database, string hash, string command)
    {
        using var row = database.Prepare("SELECT 1 FROM links WHERE secret = ?1 AND command = ?2").Bind(1, hash).Bind(2, command);
        return row.Step();
    }

    private static SignInLink? FindLink(Database database, string hash)
    {
        using var row = database.Prepare(SelectLink + " WHERE secret = ?1").Bind(1, hash);
        return row.Step() ? ReadLink(row) : null;
    }

    private static SignInLink ReadLink(Statement row) => new(
        (LinkKind)row.Number(0),
        row.TextOrNull(1),
        row.TextOrNull(2),
        row.TextOrNull(3),
        row.Time(4),
        row.Time(5),
        row.Number(6) != 0,
        row.TimeOrNull(7),
        row.TextOrNull(8),
        row.TextOrNull(9),
        row.TimeOrNull(10));
}
