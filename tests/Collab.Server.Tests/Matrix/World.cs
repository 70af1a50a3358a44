using System.Text.Json.Nodes;
using Collab.Contracts.Seminars;
using Collab.Domain;
using Collab.Domain.Events;
using Collab.Domain.Policy;
using Collab.Server.Api;
using Collab.Server.Feeds;
using Collab.Storage;
using Collab.Storage.Accounts;
using Collab.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Matrix;

/// <summary>A seminar with everybody in it, and cells that are tried in it one after another.</summary>
internal sealed class World(CollabServer server, Condition condition, string seminar, string document, Participant owner) : IAsyncDisposable
{
    public const string Title = "The matrix";

    private static readonly TokenScopes[] Scopes = [TokenScopes.Read, TokenScopes.Annotate, TokenScopes.Moderate, TokenScopes.Export];

    private readonly Dictionary<(Role Role, TokenScopes Scope), Caller> _callers = [];
    private readonly Dictionary<Role, Participant> _persons = [];
    private Participant _other = null!;
    private DocumentFeed _feed = null!;

    public string Seminar => seminar;

    public string Document => document;

    public string Owner => owner.Member;

    public string Epoch => _feed.State.Header.Epoch;

    public string Path => $"/api/documents/{document}";

    public IReadOnlyList<string> Clauses { get; private set; } = [];

    /// <summary>A blind round that is over.</summary>
    /// <summary>Under which the server is reached.</summary>
    public string Origin => server.Address.GetLeftPart(UriPartial.Authority);

    public string Round { get; private set; } = "";

    /// <summary>A stance with a reason at the point that is in no special state.</summary>
    public string Stance { get; private set; } = "";

    public static async Task<World> FoundAsync(CollabServer server, Condition condition)
    {
        var (seminar, owner, document) = await server.NewSeminarAsync(Title, "The first point.", "The second point.");
        var world = new World(server, condition, seminar, document, owner) { _other = await server.JoinAsync(Role.Annotator, seminar: seminar) };
        world._feed = await server.Services.GetRequiredService<DocumentFeeds>().DemandAsync(document);
        world.Clauses = [.. world._feed.State.Header.Clauses.Select(clause => clause.Id)];
        await world.OwnerAsync(HttpMethod.Post, $"{world.Path}/clauses/{world.Clauses[0]}/round/open", new { commandId = Guid.NewGuid(), show = "nothing" });
        await world.OwnerAsync(HttpMethod.Post, $"{world.Path}/clauses/{world.Clauses[0]}/round/cancel", new { commandId = Guid.NewGuid() });
        world.Round = (string)(await owner.ReadAsync(world.Path))["rounds"]![0]!["id"]!;
        await world.OwnerAsync(HttpMethod.Post, $"{world.Path}/clauses/{world.Clauses[0]}/stance", new { commandId = Guid.NewGuid(), stance = "abstain", reason = "For a reason." });
        world.Stance = (string)(await owner.ReadAsync(world.Path))["stances"]!["taken"]![0]!["id"]!;
        foreach (var role in Roles.Members)
            await world.EnterAsync(role);
        if (condition is Condition.Token)
            return world;
        world._callers[(Role.Outsider, 0)] = new(server, Role.Outsider, await server.OutsiderAsync());
        world._callers[(Role.Anonymous, 0)] = new(server, Role.Anonymous, server.Stranger());
        world._callers[(Role.Admin, 0)] = new(server, Role.Admin, server.Stranger());
        return world;
    }

    /// <summary>Every cell of this world's condition.</summary>
    public IReadOnlyList<Cell> Cells() =>
    [
        .. from door in Doors.All
           where door.IsTriedIn(condition)
           from caller in _callers
           where condition != Condition.Revoked || Roles.Members.Contains(caller.Key.Role)
           where door.IsFor(caller.Key.Role)
           let asks = door.AsksWhose && Roles.Members.Contains(caller.Key.Role)
           from own in asks ? condition != Condition.Token ? new[] { true, false } : [PermissionTable.For(door.Row, caller.Key.Role).Kind == VerdictKind.Own] : [false]
           select new Cell(door, caller.Key.Role, condition, own, caller.Key.Scope) { World = this },
    ];

    /// <summary>Writes what the cells are about, and sets the condition in.</summary>
    public async Task BeginAsync(IReadOnlyList<Cell> cells)
    {
        var waits = false;
        foreach (var cell in cells.Where(cell => cell.Door.Is(Traits.Note)).OrderBy(cell => cell.Door.Is(Traits.Waiting)))
        {
            if (cell.Door.Is(Traits.Waiting) && !waits)
                waits = await OwnerAsync(HttpMethod.Post, $"{Path}/approval", new { commandId = Guid.NewGuid(), on = true }) is not null;
            var author = cell.Own ? _persons[cell.Role] : _other;
            var written = await author.AnnotateAsync(document, $"A note with {cell.Word}.", Clauses[1], cell.Door.Is(Traits.Private));
            (cell.Note, cell.Seq) = ((string)written["id"]!, (long)written["seq"]!);
            if (cell.Door.Before is { } before)
                await before(cell);
            if (condition == Condition.Hidden)
                await OwnerAsync(HttpMethod.Post, $"{Path}/annotations/{cell.Note}/hide", new { commandId = Guid.NewGuid() });
        }

        if (condition == Condition.PreModerated && !waits)
            await OwnerAsync(HttpMethod.Post, $"{Path}/approval", new { commandId = Guid.NewGuid(), on = true });
        foreach (var (role, person) in _persons)
        {
            // So that the stream of their notebook has something to say.
            await person.AnnotateAsync(document, "For me.", isPrivate: true);
            if (role != Role.Annotator)
                (await Grain.ChangeRoleAsync(owner.Member, person.Member, role)).Demand();
            if (condition == Condition.Revoked)
                Assert.Equal("204", await owner.DeleteAsync($"/api/seminars/{seminar}/members/{person.Member}").OutcomeAsync());
        }

        if (condition == Condition.Locked)
            await OwnerAsync(HttpMethod.Post, $"{Path}/clauses/{Clauses[1]}/lock", new { commandId = Guid.NewGuid() });
        if (condition == Condition.Closed)
            await OwnerAsync(HttpMethod.Post, $"{Path}/close", new { commandId = Guid.NewGuid() });
    }

    /// <summary>Tries one; null where everything is as it should be.</summary>
    public async Task<string?> TryAsync(Cell cell)
    {
        var expected = Expectation.Of(cell);
        var caller = await ReadyAsync(cell, spent: expected == Expectation.Done);
        if (cell.Door.Prepare is { } prepare)
            await prepare(cell);
        var before = await HeadAsync();
        var outcome = await caller.TryAsync(cell);
        var written = await WrittenAsync(before, caller);
        if (cell.Door.Restore is { } restore)
            await restore(cell);
        var refused = expected is not (Expectation.Done or Expectation.Withheld);
        var wanted = refused && cell.Door.Way == Way.Page ? $"{RefusalCodes.Status[expected]}" : expected;
        return outcome != wanted ? $"{cell}: {outcome}, where it should be {wanted}."
            : refused && written > 0 ? $"{cell}: {outcome}, and {written} events were written all the same."
            : null;
    }

    /// <summary>What the owner does for a cell. It may be done already.</summary>
    public async Task<JsonNode?> OwnerAsync(HttpMethod method, string path, object body)
    {
        using var answer = await owner.SendAsync(method, path, body);
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode || said.Contains("\"already\"", StringComparison.Ordinal), $"{method} {path}: {said}");
        return said.Length > 0 ? JsonNode.Parse(said) : null;
    }

    /// <summary>What the author of the cell's note does with it, before anybody's role is another.</summary>
    public async Task AuthorAsync(Cell cell, string what, object body)
    {
        using var answer = await (cell.Own ? _persons[cell.Role] : _other).PostAsync($"{Path}/annotations/{cell.Note}/{what}", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.OutcomeAsync());
    }

    /// <summary>A webhook that may be removed.</summary>
    public async Task MakeWebhookAsync(Cell cell) => cell.Thing = (string)(await OwnerAsync(HttpMethod.Post, $"{Path}/webhooks", new { url = "https://hook.invalid/collab" }))!["id"]!;

    /// <summary>A document has few of them.</summary>
    public async Task ForgetWebhooksAsync()
    {
        foreach (var webhook in (await owner.ReadAsync($"{Path}/webhooks"))["items"]!.AsArray())
            await owner.DeleteAsync($"{Path}/webhooks/{webhook!["id"]}");
    }

    /// <summary>A token of the caller's own that they may revoke.</summary>
    public async Task MakeTokenAsync(Cell cell)
    {
        var person = _persons.GetValueOrDefault(cell.Role) ?? _callers[(cell.Role, cell.Scope)].Participant;
        if (person.Cookie is null)
            return;
        using var answer = await person.PostAsync("/api/tokens", new { name = "another program", scopes = ScopeNames.Of(cell.Scope == 0 ? TokenScopes.Read : cell.Scope) });
        cell.Thing = (string)(await answer.JsonAsync())["id"]!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var caller in _callers.Values)
            await caller.DisposeAsync();
    }

    private ISeminarGrain Grain => server.Grains.GetGrain<ISeminarGrain>(seminar);

    private async Task EnterAsync(Role role)
    {
        // Each can have written notes, whatever they are later.
        var person = _persons[role] = await server.JoinAsync(Role.Annotator, seminar: seminar);
        foreach (var scope in condition == Condition.Token ? Scopes : [TokenScopes.None])
            _callers[(role, scope)] = await CallerAsync(role, person, scope);
    }

    private async Task<Caller> CallerAsync(Role role, Participant person, TokenScopes scope) =>
        new(server, role, scope == 0 ? person : await person.WithTokenAsync([.. ScopeNames.Of(scope)]));

    /// <summary>The caller, and what is spent when it is done: themselves, another member, a seminar.</summary>
    private async Task<Caller> ReadyAsync(Cell cell, bool spent)
    {
        var caller = _callers[(cell.Role, cell.Scope)];
        if (cell.Door.Is(Traits.Member) && cell.Own && spent)
            caller = await CallerAsync(cell.Role, await server.JoinAsync(cell.Role, seminar: seminar), cell.Scope);
        if (cell.Door.Is(Traits.Member))
            cell.Member = cell.Own ? caller.Participant.Member : (await server.JoinAsync(Role.Annotator, seminar: seminar)).Member;
        if (!cell.Door.Is(Traits.Seminar) || !spent)
            return caller;
        (cell.SeminarOfItsOwn, _) = await server.FoundAsync(Title);
        if (cell.Role != Role.Admin)
        {
            var member = (await server.Grains.GetGrain<ISeminarGrain>(cell.SeminarOfItsOwn).JoinAsync(caller.Participant.Person, "Olga", cell.Role)).Demand().Id!;
            await server.Accounts.SaveMembershipAsync(new Membership(caller.Participant.Person, cell.SeminarOfItsOwn, member));
        }

        return caller;
    }

    /// <summary>How many events stand behind that one. What the seminar tells its documents of what others did before may come late: of that, only what the caller did counts.</summary>
    private async Task<int> WrittenAsync(long before, Caller caller) => await HeadAsync() == before
        ? 0
        : (await server.Services.GetRequiredService<IEventLog>().ReadAsync(document, before, 100)).Select(EventCodec.Read).Count(e => e.Data is not ToldEventData || e.Actor == caller.Participant.Member);

    private async Task<long> HeadAsync()
    {
        await _feed.CatchUpAsync();
        return _feed.View.Head;
    }
}
