using Collab.Storage.Accounts;
using Npgsql;

namespace Collab.Storage.Postgres;

internal sealed partial class PostgresAccountStore
{
    private const string SelectLink = "SELECT kind, person, seminar, role, created, expires, remote_allowed, used, id, member, revoked FROM links";

    public async Task<bool> AddLinkAsync(SignInLink link, string secret)
    {
        const string Insert = "INSERT INTO links (secret, kind, person, seminar, role, created, expires, remote_allowed, used, id, member, revoked) SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12";
        object?[] values = [Secret.Hash(secret), (int)link.Kind, link.Person, link.Seminar, link.Role, link.Created, link.Expires, link.RemoteAllowed, link.Used, link.Id, link.Member, link.Revoked];
        if (link.Most is { } most)
            return await AddAsync(link.Person!, Insert + " WHERE (SELECT count(*) FROM links WHERE person = $3 AND kind = $2 AND revoked IS NULL AND (used IS NULL OR kind = $14) AND expires > $6) < $13", [.. values, most, (int)LinkKind.Return]);
        await WriteAsync(Effect.Repeatable, Insert + " ON CONFLICT (secret) DO NOTHING", values);
        return true;
    }

    public Task<SignInLink?> FindLinkAsync(string secret) => FindAsync(SelectLink + " WHERE secret = $1", Secret.Hash(secret), ReadLink);

    public Task<IReadOnlyList<SignInLink>> ListLinksAsync(string person) =>
        ListAsync(SelectLink + " WHERE person = $1 AND id IS NOT NULL ORDER BY created DESC, id", ReadLink, person);

    public async Task<bool> RevokeLinkAsync(string person, string id, DateTimeOffset now) => await WriteAsync(
        Effect.Once, "UPDATE links SET revoked = $3 WHERE id = $1 AND person = $2 AND revoked IS NULL", id, person, now) > 0;

    // The update itself decides, so that of attempts at several nodes one finds it unused.
    public Task<LinkRedemption> RedeemLinkAsync(string secret, DateTimeOffset now, bool remote, string? command) => access.RunAsync(Effect.Once, connection =>
    {
        var hash = Secret.Hash(secret);
        if (FindLink(connection, hash) is not { } link)
            return new LinkRedemption(LinkOutcome.Unknown, null);
        if (link is { Used: not null, Kind: not LinkKind.Return })
            return Used(connection, hash, command, link);
        if (link.RefusalAt(now, remote) is { } refusal)
            return new LinkRedemption(refusal, link);
        if (connection.Execute(
            "UPDATE links SET used = $2, command = $3 WHERE secret = $1 AND (used IS NULL OR kind = $4) AND revoked IS NULL", hash, now, command, (int)LinkKind.Return) > 0)
            return new LinkRedemption(LinkOutcome.Redeemed, link with { Used = now });
        var late = FindLink(connection, hash);
        return late is { Revoked: not null } ? new LinkRedemption(LinkOutcome.Revoked, late) : Used(connection, hash, command, late);
    });

    private static LinkRedemption Used(NpgsqlConnection connection, string hash, string? command, SignInLink? link)
    {
        if (command is null)
            return new LinkRedemption(LinkOutcome.Used, link);
        using var row = connection.Query("SELECT FROM links WHERE secret = $1 AND command = $2", hash, command);
        return new LinkRedemption(row.Read() ? LinkOutcome.Redeemed : LinkOutcome.Used, link);
    }

    private static SignInLink? FindLink(NpgsqlConnection connection, string hash)
    {
        using var row = connection.Query(SelectLink + " WHERE secret = $1", hash);
        return row.Read() ? ReadLink(row) : null;
    }

    private static SignInLink ReadLink(NpgsqlDataReader row) => new(
        (LinkKind)row.GetInt32(0),
        row.TextOrNull(1),
        row.TextOrNull(2),
        row.TextOrNull(3),
        row.Time(4),
        row.Time(5),
        row.GetBoolean(6),
        row.TimeOrNull(7),
        row.TextOrNull(8),
        row.TextOrNull(9),
        row.TimeOrNull(10));
}
