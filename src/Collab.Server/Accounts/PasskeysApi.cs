using System.Buffers.Text;
using System.Text.Json;
using Collab.Domain;
using Collab.Server.Api;
using Collab.Server.Security;
using Collab.Server.Telemetry;
using Collab.Storage.Accounts;

namespace Collab.Server.Accounts;

/// <summary>One's own passkeys.</summary>
internal static class PasskeysApi
{
    private const int MaxName = 100;

    /// <param name="Copied">True where the device says that others have it too.</param>
    public sealed record Row(string Id, string Name, DateTimeOffset Created, DateTimeOffset? LastUsed, bool? Copied)
    {
        public static Row Of(Passkey passkey) => new(Base64Url.EncodeToString(passkey.Id.Span), passkey.Name, passkey.Created, passkey.LastUsed, passkey.BackedUp ? true : null);
    }

    public sealed record Asked(JsonElement PublicKey)
    {
        public static Asked Of(string json) => new(JsonSerializer.Deserialize<JsonElement>(json));
    }

    public sealed record Add(JsonElement Credential, string? Name = null);

    public sealed record Created(string Id, string Name);

    public sealed record Rename(string Name);

    public static void Map(WebApplication app)
    {
        var passkeys = app.MapGroup("/api/passkeys").WithTags("Me").Door(Access.SignedIn("one's own passkeys"));
        passkeys.MapGet("", ListAsync).Produces<ListOf<Row>>();
        passkeys.MapPost("/options", OptionsAsync).Produces<Asked>();
        passkeys.MapPost("", AddAsync).WithMetadata(new PasskeyBody()).Accepts<Add>("application/json").Produces<Created>(201);
        passkeys.MapPatch("/{passkey}", RenameAsync).Accepts<Rename>("application/json").Produces(204);
        passkeys.MapDelete("/{passkey}", RemoveAsync).Produces(204);
    }

    private static async Task<ListOf<Row>> ListAsync(HttpContext context, IAccountStore accounts) =>
        new([.. (await accounts.ListPasskeysAsync(Demand(context).Person)).Select(Row.Of)]);

    private static async Task<Asked> OptionsAsync(HttpContext context, IAccountStore accounts, SignInAgain again, Passkeys passkeys, PasskeyDomain domain)
    {
        var caller = Demand(context);
        DemandHere(context, domain);
        await passkeys.DemandRoomAsync(caller.Person);
        await again.DemandAsync(caller);
        var person = await accounts.FindPersonAsync(caller.Person) ?? throw SignIns.Missing;
        return Asked.Of(await passkeys.BeginAddingAsync(context, person));
    }

    private static async Task<IResult> AddAsync(HttpContext context, Passkeys passkeys, SecurityEvents security)
    {
        var caller = Demand(context);
        var add = await ApiJson.ReadAsync<Add>(context.Request);
        var name = CheckName(string.IsNullOrWhiteSpace(add.Name) ? SignIns.DeviceOf(context.Request) : add.Name);
        var row = Row.Of(await passkeys.AddAsync(context, caller.Person, name, add.Credential.GetRawText()));
        security.Credential(CredentialChange.PasskeyAdded, caller.Person);
        return Results.Created("/api/passkeys", new Created(row.Id, row.Name));
    }

    private static async Task<IResult> RenameAsync(HttpContext context, string passkey, IAccountStore accounts)
    {
        var caller = Demand(context);
        var name = CheckName((await ApiJson.ReadAsync<Rename>(context.Request)).Name);
        return Read(passkey) is { } id && await accounts.RenamePasskeyAsync(caller.Person, id, name) ? Results.NoContent() : throw Unknown;
    }

    /// <param name="lost">
    /// Whoever has lost the only thing to show who they are by is not asked for it: they are signed out everywhere, here too, so that an
    /// open browser gains nothing by saying so (docs/decisions/0346).
    /// </param>
    private static async Task<IResult> RemoveAsync(HttpContext context, string passkey, bool? lost, IAccountStore accounts, SignInAgain again, Credentials credentials, SignIns signIns, SecurityEvents security)
    {
        var caller = Demand(context);
        var id = Read(passkey) ?? throw Unknown;
        var isAll = lost == true && await again.CountWaysAsync(caller.Person) == 1;
        if (!isAll)
            await again.DemandAsync(caller);
        if (!await accounts.RemovePasskeyAsync(caller.Person, id))
            throw Unknown;
        security.Credential(CredentialChange.PasskeyRemoved, caller.Person);
        if (isAll)
        {
            foreach (var session in await credentials.ListSessionsAsync(caller.Person))
                await credentials.EndSessionAsync(session.Id);
            await signIns.SignOutAsync(context);
        }

        return Results.NoContent();
    }

    /// <exception cref="RefusalException"><c>bad-request</c>: the browser would refuse, with a word that nobody understands.</exception>
    public static void DemandHere(HttpContext context, PasskeyDomain domain)
    {
        if (!domain.Covers(context.Request.Host.Host))
            throw new RefusalException("bad-request", $"Passkeys work at {domain.Name} alone, and not at this address. Use a link to return by.");
    }

    private static RefusalException Unknown => new("not-found", "There is no such passkey among yours.");

    private static ReadOnlyMemory<byte>? Read(string id)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(id.Length)];
        return Base64Url.IsValid(id) && Base64Url.TryDecodeFromChars(id, bytes, out var length) ? bytes.AsMemory(0, length) : null;
    }

    private static string CheckName(string name) => name.Trim() is { Length: > 0 and <= MaxName } known && !known.Any(char.IsControl)
        ? known
        : throw new RefusalException("bad-name", $"Give the passkey a name of 1 to {MaxName} characters, by which you know it again.");

    private static Caller Demand(HttpContext context) => context.DemandCaller() is { Session: not null } caller
        ? caller
        : throw new RefusalException("forbidden", "No token sees, adds or removes passkeys. Sign in with a browser.");
}
