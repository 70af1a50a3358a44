using System.Collections.Concurrent;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Storage;
using Collab.Storage.Accounts;

namespace Collab.Server.Security;

/// <summary>Finds the seat that a caller has, each time at the seminar itself: nobody keeps a right that was withdrawn.</summary>
public sealed class Seats(IGrainFactory grains, IAccountStore accounts)
{
    // A document stays in its seminar for ever.
    private readonly ConcurrentDictionary<string, string> _seminarOf = new();

    /// <summary>Null where there is no such seminar, or the caller is not in it.</summary>
    /// <exception cref="RefusalException"><c>another-member</c>: see <see cref="Caller.DemandIs"/>.</exception>
    /// <exception cref="DamagedStreamException">Nothing of the seminar can be read, and the caller has a seat in it.</exception>
    public async Task<Seat?> InSeminarAsync(Caller caller, string seminar)
    {
        if (!MayLookInto(caller, seminar))
            return null;
        var grain = grains.GetGrain<ISeminarGrain>(seminar);
        if (await grain.FindAsync(caller.Person) is { } member)
            return Demand(caller, seminar, member);
        // Where its first event is damaged, who is in it is lost with it. The accounts know who has a seat; to anybody else there is nothing here.
        var isLost = (await accounts.ListMembershipsOfPersonAsync(caller.Person)).Any(membership => membership.Seminar == seminar) && await grain.OpenDeletedAsync() is null;
        return isLost ? throw new DamagedStreamException(seminar, 1) : null;
    }

    /// <summary>Null where there is no such document, or the caller is not in its seminar.</summary>
    /// <exception cref="RefusalException"><c>another-member</c>: see <see cref="Caller.DemandIs"/>.</exception>
    public async Task<Seat?> InDocumentAsync(Caller caller, string document)
    {
        if (!Identifier.IsWellFormed(document))
            return null;
        if (_seminarOf.TryGetValue(document, out var known))
            return await InSeminarAsync(caller, known);
        foreach (var membership in await accounts.ListMembershipsOfPersonAsync(caller.Person))
        {
            if (await OpenAsync(caller, membership.Seminar) is not { } state || !state.Documents.Contains(document))
                continue;
            _seminarOf[document] = membership.Seminar;
            return Demand(caller, state.Id, state.MemberOf(caller.Person));
        }

        return null;
    }

    /// <summary>Every seminar that the caller is in, by title.</summary>
    public async Task<IReadOnlyList<(SeminarState Seminar, Seat Seat)>> AllAsync(Caller caller)
    {
        var memberships = await accounts.ListMembershipsOfPersonAsync(caller.Person);
        var states = await Task.WhenAll(memberships.Select(membership => OpenAsync(caller, membership.Seminar)));
        return [.. states.OfType<SeminarState>().Select(state => (Seminar: state, Seat: Of(state.Id, state.MemberOf(caller.Person))))
            .Where(seat => seat.Seat is not null).OrderBy(seat => seat.Seminar.Title, StringComparer.Ordinal)!];
    }

    private async Task<SeminarState?> OpenAsync(Caller caller, string seminar) =>
        MayLookInto(caller, seminar) ? await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync() : null;

    private static bool MayLookInto(Caller caller, string seminar) => Identifier.IsWellFormed(seminar) && (caller.Seminar is null || caller.Seminar == seminar);

    private static Seat? Demand(Caller caller, string seminar, Member? member)
    {
        var seat = Of(seminar, member);
        if (seat is not null)
            caller.DemandIs(seat.Member);
        return seat;
    }

    private static Seat? Of(string seminar, Member? member) => member is { Role: > Role.Admin } ? new Seat(seminar, member.Id, member.Name, member.Role) : null;
}
