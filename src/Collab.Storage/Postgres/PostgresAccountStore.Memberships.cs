using Collab.Storage.Accounts;
using Npgsql;

namespace Collab.Storage.Postgres;

internal sealed partial class PostgresAccountStore
{
    public Task SaveMembershipAsync(Membership membership) => WriteAsync(
        Effect.Repeatable,
        "INSERT INTO memberships (person, seminar, member) VALUES ($1, $2, $3) ON CONFLICT (person, seminar) DO UPDATE SET member = excluded.member",
        membership.Person, membership.Seminar, membership.Member);

    public Task RemoveMembershipAsync(string person, string seminar) => WriteAsync(
        Effect.Repeatable, "DELETE FROM memberships WHERE person = $1 AND seminar = $2", person, seminar);

    public Task<IReadOnlyList<Membership>> ListMembershipsOfPersonAsync(string person) => ListAsync(
        """SELECT person, seminar, member FROM memberships WHERE person = $1 ORDER BY seminar COLLATE "C" """, ReadMembership, person);

    public Task<IReadOnlyList<Membership>> ListMembershipsOfSeminarAsync(string seminar) => ListAsync(
        """SELECT person, seminar, member FROM memberships WHERE seminar = $1 ORDER BY member COLLATE "C" """, ReadMembership, seminar);

    private static Membership ReadMembership(NpgsqlDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2));
}
