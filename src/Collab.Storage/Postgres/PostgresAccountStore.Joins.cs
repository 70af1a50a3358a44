using Collab.Storage.Accounts;

namespace Collab.Storage.Postgres;

internal sealed partial class PostgresAccountStore
{
    // The claim decides, so that of attempts at several nodes one adds its person.
    public Task<Person> ClaimJoinAsync(string command, Person person, string seminar) => access.RunAsync(Effect.Repeatable, connection =>
    {
        connection.Execute(
            """
            WITH claimed AS (INSERT INTO joins (command, person, seminar) VALUES ($1, $2, $3) ON CONFLICT (command) DO NOTHING RETURNING person)
            INSERT INTO people (id, display_name, created) SELECT $2, $4, $5 FROM claimed ON CONFLICT (id) DO NOTHING
            """,
            command, person.Id, seminar, person.DisplayName, person.Created);
        using var row = connection.Query("SELECT p.id, p.display_name, p.created FROM joins JOIN people p ON p.id = joins.person WHERE command = $1", command);
        return row.Read() ? new Person(row.GetString(0), row.GetString(1), row.Time(2)) : person;
    });

    public Task<PastJoin?> FindJoinAsync(string command) => FindAsync(
        "SELECT person, seminar FROM joins WHERE command = $1",
        command,
        row => new PastJoin(row.GetString(0), row.GetString(1)));
}
