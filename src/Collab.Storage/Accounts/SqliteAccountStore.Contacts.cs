using Collab.Storage.Sqlite;

namespace Collab.Storage.Accounts;

internal sealed partial class SqliteAccountStore
{
    public Task SaveContactAsync(Contact contact) => WriteAsync(
        "INSERT OR REPLACE INTO contacts (person, address, confirmed) VALUES (?1, ?2, ?3)",
        write => write.Bind(1, contact.Person).Bind(2, contact.Address).Bind(3, contact.Confirmed));

    public Task<Contact?> FindContactAsync(string person) => FindAsync("SELECT person, address, confirmed FROM contacts WHERE person = ?1", person, ReadContact);

    public Task<IReadOnlyList<Contact>> ListContactsAsync(string address) => ListAsync(
        "SELECT person, address, confirmed FROM contacts WHERE address = ?1 AND confirmed IS NOT NULL ORDER BY person", address, ReadContact);

    public async Task<bool> ConfirmContactAsync(string person, string address, DateTimeOffset now) => await WriteAsync(
        "UPDATE contacts SET confirmed = ?3 WHERE person = ?1 AND address = ?2",
        write => write.Bind(1, person).Bind(2, address).Bind(3, now)) > 0;

    public Task RemoveContactAsync(string person) => WriteAsync("DELETE FROM contacts WHERE person = ?1", write => write.Bind(1, person));

    private static Contact ReadContact(Statement row) => new(row.Text(0), row.Text(1), row.TimeOrNull(2));
}
