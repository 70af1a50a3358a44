using Collab.Storage.Sqlite;

namespace Collab.Storage.Accounts;

internal sealed partial class SqliteAccountStore
{
    public Task SaveMembershipAsync(Membership membership) => WriteAsync(
        "INSERT OR REPLACE INTO memberships (person, seminar, member) VALUES (?1, ?2, ?3)",
        write => write.Bind(1, membership.Person).Bind(2, membership.Seminar).Bind(3, membership.Member));

    public Task RemoveMembershipAsync(string person, string seminar) => WriteAsync(
        "DELETE FROM memberships WHERE person = ?1 AND seminar = ?2",
        write => write.Bind(1, person).Bind(2, seminar));

    public Task<IReadOnlyList<Membership>> ListMembershipsOfPersonAsync(string person) =>
        ListAsync("SELECT person, seminar, member FROM memberships WHERE person = ?1 ORDER BY seminar", person, ReadMembership);

    public Task<IReadOnlyList<Membership>> ListMembershipsOfSeminarAsync(string seminar) =>
        ListAsync("SELECT person, seminar, member FROM memberships WHERE seminar = ?1 ORDER BY member", seminar, ReadMembership);

    private static Membership ReadMembership(Statement row) => new(row.Text(0), row.Text(1), row.Text(2));
}
