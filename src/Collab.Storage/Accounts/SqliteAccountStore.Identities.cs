using Collab.Storage.Sqlite;

namespace Collab.Storage.Accounts;

internal sealed partial class SqliteAccountStore
{
    private const string SelectIdentity = "SELECT issuer, subject, person, created, last_seen FROM identities";

    // On the writer thread, where nobody else can claim it in between.
    public Task<Person> ClaimIdentityAsync(string issuer, string subject, Person person, DateTimeOffset now) => writer.RunAsync(database =>
    {
        database.Prepare("UPDATE identities SET last_seen = max(last_seen, ?3) WHERE issuer = ?1 AND subject = ?2").Bind(1, issuer).Bind(2, subject).Bind(3, now).Run();
        if (database.Changes == 0)
        {
            AddPerson(database, person);
            database.Prepare("INSERT INTO identities (issuer, subject, person, created, last_seen) VALUES (?1, ?2, ?3, ?4, ?4)")
                .Bind(1, issuer).Bind(2, subject).Bind(3, person.Id).Bind(4, now).Run();
        }

        using var row = database
            .Prepare("SELECT people.id, display_name, people.created FROM identities JOIN people ON people.id = person WHERE issuer = ?1 AND subject = ?2")
            .Bind(1, issuer).Bind(2, subject);
        return row.Step() ? new Person(row.Text(0), row.Text(1), row.Time(2)) : person;
    });

    public Task<Identity?> FindIdentityAsync(string issuer, string subject) => readers.RunAsync(database =>
    {
        using var row = database.Prepare(SelectIdentity + " WHERE issuer = ?1 AND subject = ?2").Bind(1, issuer).Bind(2, subject);
        return row.Step() ? ReadIdentity(row) : null;
    });

    public Task<IReadOnlyList<Identity>> ListIdentitiesAsync(string person) =>
        ListAsync(SelectIdentity + " WHERE person = ?1 ORDER BY created, issuer, subject", person, ReadIdentity);

    public async Task<bool> RemoveIdentityAsync(string person, string issuer, string subject) => await WriteAsync(
        "DELETE FROM identities WHERE issuer = ?1 AND subject = ?2 AND person = ?3",
        write => write.Bind(1, issuer).Bind(2, subject).Bind(3, person)) > 0;

    private static Identity ReadIdentity(Statement row) => new(row.Text(0), row.Text(1), row.Text(2), row.Time(3), row.Time(4));
}
