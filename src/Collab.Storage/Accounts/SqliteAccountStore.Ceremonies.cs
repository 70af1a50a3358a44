namespace Collab.Storage.Accounts;

internal sealed partial class SqliteAccountStore
{
    public Task AddCeremonyAsync(Ceremony ceremony, string secret, DateTimeOffset now) => writer.RunAsync(database =>
    {
        database.Prepare("DELETE FROM ceremonies WHERE expires <= ?1").Bind(1, now).Run();
        database.Prepare("INSERT INTO ceremonies (id, kind, person, state, expires) VALUES (?1, ?2, ?3, ?4, ?5)")
            .Bind(1, Secret.Hash(secret)).Bind(2, (long)ceremony.Kind).Bind(3, ceremony.Person).Bind(4, ceremony.State.Span).Bind(5, ceremony.Expires).Run();
        return true;
    });

    public Task<Ceremony?> TakeCeremonyAsync(string secret, CeremonyKind kind, DateTimeOffset now) => writer.RunAsync(database =>
    {
        using var row = database.Prepare("DELETE FROM ceremonies WHERE id = ?1 RETURNING kind, person, state, expires").Bind(1, Secret.Hash(secret));
        if (!row.Step())
            return null;
        var taken = new Ceremony((CeremonyKind)row.Number(0), row.TextOrNull(1), row.Bytes(2), row.Time(3));
        return taken.Kind == kind && now < taken.Expires ? taken : null;
    });
}
