using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Policy;
using Collab.Domain.Seminars;
using Collab.Server.Feeds;
using Collab.Server.Security;
using Collab.Storage.Accounts;

namespace Collab.Server.Api;

/// <summary>Seminars: mine, a new one, one.</summary>
internal static class SeminarsApi
{
    public sealed record Summary(string Id, string Title, Role Role, IReadOnlyList<DocumentTitle> Documents);

    public sealed record DocumentTitle(string Id, string Title, string State);

    public sealed record Create(string Title, Guid? CommandId = null);

    public sealed record Created(string Id);

    /// <param name="Title">The title of the seminar, typed again.</param>
    public sealed record Delete(string Title);

    public static void Map(WebApplication app)
    {
        var seminars = app.MapGroup("/api/seminars").WithTags("Seminars");
        seminars.Door(Access.SignedIn("one's own seminars")).MapGet("", ListAsync).Produces<ListOf<Summary>>();
        seminars.Door(Right.CreateSeminar).MapPost("", CreateAsync).Accepts<Create>("application/json").Produces<Created>(201);
        seminars.Door(Right.KnowSeminar).MapGet("/{seminar}", GetAsync).Produces<Summary>();
        seminars.Door(Right.DeleteSeminar).MapDelete("/{seminar}", DeleteAsync).Accepts<Delete>("application/json").Produces(204);
    }

    private static async Task<ListOf<Summary>> ListAsync(HttpContext context, Seats seats, DocumentFeeds feeds)
    {
        if (!context.DemandCaller().Covers("know-seminar"))
            throw new RefusalException("forbidden", "This token is not for that. Make one with the scope “read”, or ask “/api/me” where it may act.");
        return new([.. await Task.WhenAll((await seats.AllAsync(context.DemandCaller())).Select(mine => SummaryAsync(mine.Seminar, mine.Seat, feeds)))]);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, Founding founding, IAccountStore accounts, IGrainFactory grains)
    {
        var create = await ApiJson.ReadAsync<Create>(context.Request);
        var caller = context.DemandCaller();
        if (caller.Seminar is not null)
            throw new RefusalException("forbidden", "This token is for one seminar alone, and could not enter another. Make one for all of them.");
        await founding.DemandAsync(caller);
        var person = await accounts.FindPersonAsync(caller.Person) ?? throw SignIns.Missing;
        // The same command again gives the same seminar.
        var id = create.CommandId is { } command ? SeminarId(caller.Person, command) : Identifier.New();
        var grain = grains.GetGrain<ISeminarGrain>(id);
        if (await grain.OpenAsync() is null)
        {
            await founding.DemandRoomAsync(caller);
            DisplayName.DemandNamed(person.DisplayName);
        }

        var reply = await grain.CreateAsync(create.Title, person.Id, person.DisplayName);
        var seminar = await grain.OpenAsync();
        if (reply.Code != "already" || create.CommandId is null)
            reply.Demand();
        // The title is all that the command says, and a seminar keeps it.
        else if (seminar!.Title != SeminarDecider.CheckTitle(create.Title))
            throw new RefusalException("command-reused", "This commandId was used for a seminar with another title. Make a new one for each command.");
        var member = seminar!.MemberOf(person.Id)!;
        await accounts.SaveMembershipAsync(new Membership(person.Id, id, member.Id));
        return Results.Created($"/api/seminars/{id}", new Created(id));
    }

    private static string SeminarId(string person, Guid command) =>
        Identifier.Encode(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{person} {command}")).AsSpan(0, 16));

    private static async Task<Summary> GetAsync(HttpContext context, string seminar, IGrainFactory grains, DocumentFeeds feeds) =>
        await SummaryAsync((await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync())!, context.Seat(), feeds);

    /// <summary>Ends a seminar: for its owner, and for the operator.</summary>
    public static async Task<IResult> DeleteAsync(HttpContext context, string seminar, IGrainFactory grains, IAccountStore accounts, JoinCodes codes, SignInAgain again)
    {
        var delete = await ApiJson.ReadAsync<Delete>(context.Request);
        if (!Identifier.IsWellFormed(seminar) || await grains.GetGrain<ISeminarGrain>(seminar).OpenAsync() is not { } state)
            throw new RefusalException("not-found", "There is no such seminar.");
        if (!context.IsAdmin())
            await again.DemandAsync(context.DemandCaller());
        await EndAsync(grains, accounts, codes, state, context.IsAdmin() ? null : context.Seat().Member, delete.Title);
        return Results.NoContent();
    }

    /// <param name="actor">Null where the server ends it.</param>
    public static async Task EndAsync(IGrainFactory grains, IAccountStore accounts, JoinCodes codes, SeminarState seminar, string? actor, string title)
    {
        (await grains.GetGrain<ISeminarGrain>(seminar.Id).DeleteAsync(actor, title)).Demand();
        await codes.WithdrawAsync(seminar.Id);
        foreach (var member in seminar.Members.Values)
            await accounts.RemoveMembershipAsync(member.Person, seminar.Id);
    }

    private static async Task<Summary> SummaryAsync(SeminarState seminar, Seat seat, DocumentFeeds feeds)
    {
        var documents = await feeds.OpenAllAsync(seminar.Documents);
        return new Summary(seminar.Id, seminar.Title, seat.Role, [.. documents.Select(each => each.Feed?.State.Header is { } header
            ? new DocumentTitle(header.Id, header.Title, header.Closed ? "closed" : "open")
            : new DocumentTitle(each.Document, "", "damaged"))]);
    }
}
