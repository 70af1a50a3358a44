using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Server.Erasing;
using Collab.Server.Hosting;
using Collab.Server.Limits;
using Collab.Server.University;
using Collab.Storage.Accounts;
using Microsoft.Extensions.Options;

namespace Collab.Server.Security;

/// <summary>Who may make a seminar: whoever has an account, or those whom the operator names. A guest was let into a seminar, and has none.</summary>
internal sealed class Founding(Seats seats, PeopleFinder people, IAccountStore accounts, RateLimits limits, IOptions<ServerOptions> server, IOptions<LimitsOptions> most, IOptions<UniversityOptions> university)
{
    /// <exception cref="RefusalException"><c>forbidden</c>.</exception>
    public async Task DemandAsync(Caller caller)
    {
        if (!await IsNamedAsync(caller.Person))
            throw new RefusalException("forbidden", "On this server only some people make seminars. Ask whoever runs it to make one for you, or to name you.");
        await DemandNoGuestAsync(caller);
    }

    /// <summary>Also asked where what is made lasts no longer than the next one.</summary>
    /// <exception cref="RefusalException"><c>forbidden</c>.</exception>
    public async Task DemandNoGuestAsync(Caller caller)
    {
        var mine = await seats.AllAsync(caller);
        if (mine.Any(seat => seat.Seat.Role > Role.Guest) || await IsOfUniversityAsync(caller.Person))
            return;
        if (mine.Count > 0 || await WasGuestAsync(caller.Person))
            PermissionTable.Demand("create-seminar", Role.Guest);
    }

    /// <exception cref="RefusalException"><c>too-many</c>.</exception>
    public async Task DemandRoomAsync(Caller caller)
    {
        var owned = (await seats.AllAsync(caller)).Count(seat => seat.Seat.Role == Role.Owner);
        if (owned >= most.Value.Seminars)
            throw new RefusalException("too-many", $"You own {owned} seminars. Delete one that is over, or hand it to another owner and leave it.");
    }

    /// <summary>Whether a page offers it: by what is at hand. Of whoever has no seat any more it is found out when they try.</summary>
    /// <param name="person">Who looks at the page.</param>
    /// <param name="mine">Their seats.</param>
    public async Task<bool> IsOfferedAsync(string person, IReadOnlyCollection<Seat> mine) =>
        (mine.Count == 0 || mine.Any(seat => seat.Role > Role.Guest) || await IsOfUniversityAsync(person)) && await IsNamedAsync(person);

    private async Task<bool> IsNamedAsync(string person) =>
        (server.Value.SeminarMakers.Count == 0 && university.Value.SeminarMakers.Count == 0) || server.Value.SeminarMakers.Contains(person)
        || (university.Value.SeminarMakers.Count > 0 && await accounts.ReadSettingAsync(UniversitySeats.MakerKey(person)) is not null && await IsOfUniversityAsync(person));

    // A passkey or an address anybody adds for themselves, a guest too.
    private async Task<bool> IsOfUniversityAsync(string person) => (await accounts.ListIdentitiesAsync(person)).Count > 0;

    private async Task<bool> WasGuestAsync(string person)
    {
        using var place = limits.BeginGathering(person);
        return await people.RolesOfAsync(person) is { Count: > 0 } before && before.All(role => role == Role.Guest);
    }
}
