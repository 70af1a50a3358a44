using Collab.Contracts.Seminars;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Storage;
using Collab.Storage.Accounts;

namespace Collab.Server.Erasing;

/// <summary>Finds people in all seminars: for the operator, who knows them by a name or by an id, and for themselves.</summary>
internal sealed class PeopleFinder(IGrainFactory grains, IEventLog log, IAccountStore accounts)
{
    /// <summary>Every seat that a person has or had, in seminars that were deleted too, oldest first.</summary>
    public async Task<IReadOnlyList<(SeminarState Seminar, Member Member)>> SeatsOfAsync(string person)
    {
        List<(SeminarState Seminar, Member Member)> seats = [];
        await foreach (var state in AllAsync())
        {
            if (state.MembersByPerson.TryGetValue(person, out var member))
                seats.Add((state, state.Members[member]));
        }

        return seats;
    }

    /// <summary>What a person is or was, seat for seat: those too that have moved to somebody else's account, and are theirs no more.</summary>
    public async Task<IReadOnlyList<Role>> RolesOfAsync(string person)
    {
        List<Role> roles = [];
        await foreach (var state in AllAsync())
        {
            if (state.MembersByPerson.TryGetValue(person, out var member))
                roles.Add(state.Members[member].Role);
            if (state.MovedAway.TryGetValue(person, out var moved))
                roles.Add(moved);
        }

        return roles;
    }

    /// <summary>Everybody who has this id, as a person or as a member, or goes by this name somewhere.</summary>
    public async Task<IReadOnlyList<FoundPerson>> FindAsync(string person)
    {
        List<(string Person, FoundSeat Seat)> seats = [];
        await foreach (var state in AllAsync())
            seats.AddRange(state.Members.Values.Select(member => (member.Person, new FoundSeat(state.Id, state.Title, member.Id, member.Name))));

        var meant = seats.Where(seat => person == seat.Person || person == seat.Seat.Member || string.Equals(person.Trim(), seat.Seat.Name, StringComparison.OrdinalIgnoreCase))
            .Select(seat => seat.Person).ToHashSet();
        if (await accounts.FindPersonAsync(person) is not null)
            meant.Add(person);
        List<FoundPerson> found = [];
        foreach (var id in meant)
            found.Add(new FoundPerson(id, (await accounts.FindPersonAsync(id))?.DisplayName ?? "", [.. seats.Where(seat => seat.Person == id).Select(seat => seat.Seat)]));
        return found;
    }

    private async IAsyncEnumerable<SeminarState> AllAsync()
    {
        foreach (var stream in await log.ListAsync(StreamKind.Seminar))
        {
            if (await grains.GetGrain<ISeminarGrain>(stream.Stream).OpenDeletedAsync() is { } state)
                yield return state;
        }
    }
}
