using Collab.Storage.Accounts;
using Npgsql;

namespace Collab.Storage.Postgres;

internal sealed partial class PostgresAccountStore
{
    public Task SaveContactAsync(Contact contact) => WriteAsync(
        Effect.Repeatable,
        """
        INSERT INTO contacts (person, address, confirmed) VALUES ($1, $2, $3)
        ON CONFLICT (person) DO UPDATE SET address = excluded.address, confirmed = excluded.confirmed
        """,
        contact.Person, contact.Address, contact.Confirmed);

    public Task<Contact?> FindContactAsync(string person) => FindAsync("SELECT person, address, confirmed FROM contacts WHERE person = $1", person, ReadContact);

    public Task<IReadOnlyList<Contact>> ListContactsAsync(string address) => ListAsync(
        "SELECT person, address, confirmed FROM contacts WHERE address = $1 AND confirmed IS NOT NULL ORDER BY person", ReadContact, address);

    public async Task<bool> ConfirmContactAsync(string person, string address, DateTimeOffset now) => await WriteAsync(
        Effect.Repeatable, "UPDATE contacts SET confirmed = $3 WHERE person = $1 AND address = $2", person, address, now) > 0;

    public Task RemoveContactAsync(string person) => WriteAsync(Effect.Repeatable, "DELETE FROM contacts WHERE person = $1", person);

    private static Contact ReadContact(NpgsqlDataReader row) => new(row.GetString(0), row.GetString(1), row.TimeOrNull(2));
}
