using Collab.Domain;
using Collab.Server.Api;
using Collab.Server.Erasing;

namespace Collab.Server.Admin;

internal static partial class AdminApi
{
    public sealed record Erase(string Person, string? Seminar = null);

    private static async Task<ListOf<FoundPerson>> FindPeopleAsync(HttpContext context, PeopleFinder people) =>
        new(await people.FindAsync((await ApiJson.ReadAsync<Erase>(context.Request)).Person));

    private static async Task<IResult> EraseAsync(HttpContext context, PeopleFinder people, Eraser eraser)
    {
        var erase = await ApiJson.ReadAsync<Erase>(context.Request);
        var person = (await people.FindAsync(erase.Person)).FirstOrDefault(found => found.Id == erase.Person) ?? throw new RefusalException("not-found", "There is no such person.");
        if (erase.Seminar is not null && person.Seats.All(seat => seat.Seminar != erase.Seminar))
            throw new RefusalException("not-found", "That person is not in that seminar, and never was.");
        await eraser.ErasePersonAsync(person, erase.Seminar);
        return Results.NoContent();
    }
}
