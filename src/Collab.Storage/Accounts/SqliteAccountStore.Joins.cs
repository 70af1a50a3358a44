using Collab.Storage.Sqlite;

namespace Collab.Storage.Accounts;

internal sealed partial class SqliteAccountStore
{
    // On the writer thread, where nobody else can claim it in between.
    public Task<Person> ClaimJoinAsync(string command, Person person, string seminar) => writer.RunAsync(database =>
    {
        if (ReadClaim(database, command) is { } first)
            return first;
        AddPerson(database, person);
        database.Prepare("INSERT INTO joins (command, person, seminar) VALUES (?1, ?2, ?3)").Bind(1, command).Bind(2, person.Id).Bind(3, seminar).Run();
        return person;
    });

    public Task<PastJoin?> FindJoinAsync(string command) => FindAsync(
        "SELECT person, seminar FROM joins WHERE command = ?1",
        command,
        row => new PastJoin(row.Text(0), row.Text(1)));

    private static Person? ReadClaim(Database database, string command)
    {
        using var row = database
            .Prepare("SELECT people.id, display_name, created FROM joins JOIN people ON people.id = joins.person WHERE command = ?1")
            .Bind(1, command);
        return row.Step() ? new Person(row.Text(0), row.Text(1), row.Time(2)) : null;
    }
}
