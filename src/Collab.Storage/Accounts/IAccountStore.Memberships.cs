namespace Collab.Storage.Accounts;

public partial interface IAccountStore
{
    /// <summary>Notes a seat; a person has one seat in a seminar.</summary>
    Task SaveMembershipAsync(Membership membership);

    /// <summary>Forgets a seat; nothing happens when there is none.</summary>
    Task RemoveMembershipAsync(string person, string seminar);

    /// <summary>The seats of a person, by seminar id.</summary>
    Task<IReadOnlyList<Membership>> ListMembershipsOfPersonAsync(string person);

    /// <summary>The seats in a seminar, by member id.</summary>
    Task<IReadOnlyList<Membership>> ListMembershipsOfSeminarAsync(string seminar);
}
