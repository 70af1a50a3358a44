namespace Collab.Storage.Accounts;

internal sealed partial class SqliteAccountStore
{
    public Task ForgetEndedAsync(DateTimeOffset now, TimeSpan unused, TimeSpan longest, TimeSpan kept) => writer.RunAsync(database =>
    {
        var before = now - kept;
        database.Prepare("UPDATE sessions SET grant_data = NULL WHERE grant_data IS NOT NULL AND (last_seen < ?1 OR signed_in < ?2)")
            .Bind(1, now - unused).Bind(2, now - longest).Run();
        database.Prepare("DELETE FROM sessions WHERE ended < ?1 OR last_seen < ?2 OR signed_in < ?3")
            .Bind(1, before).Bind(2, before - unused).Bind(3, before - longest).Run();
        database.Prepare("DELETE FROM links WHERE expires < ?1 OR revoked < ?1 OR (used < ?1 AND kind <> ?2)")
            .Bind(1, before).Bind(2, (long)LinkKind.Return).Run();
        database.Prepare("DELETE FROM tokens WHERE expires < ?1 OR revoked < ?1").Bind(1, before).Run();
        database.Prepare("DELETE FROM joins WHERE person IN (SELECT id FROM people WHERE created < ?1) AND person NOT IN (SELECT person FROM sessions WHERE created >= ?1)")
            .Bind(1, before).Run();
        database.Prepare("DELETE FROM people WHERE display_name = '' AND created < ?1 AND id NOT IN (SELECT person FROM joins UNION SELECT person FROM sessions UNION SELECT person FROM memberships)")
            .Bind(1, before).Run();
        return true;
    });
}
