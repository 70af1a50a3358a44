using System.Text;
using Collab.Domain;
using Collab.Server.Security;
using Collab.Storage;
using Collab.Storage.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Collab.Server.Accounts;

/// <summary>
/// Adds passkeys and signs in with them. What a browser is asked to sign is kept for five minutes and used up by its answer, right or
/// wrong, on whichever node: keys that are copied between devices do not count, so nothing else stops a second use.
/// </summary>
internal sealed class Passkeys
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly string[] Transports = ["usb", "nfc", "ble", "smart-card", "hybrid", "internal"];

    private readonly IAccountStore _accounts;
    private readonly TimeProvider _time;
    private readonly PasskeyHandler<Person> _handler;

    public Passkeys(IAccountStore accounts, PasskeyDomain domain, OriginCheck origins, TimeProvider time, IServiceProvider services, ILogger<UserManager<Person>> logger)
    {
        (_accounts, _time) = (accounts, time);
        // The handler asks it for people and their keys, and nothing else.
        var people = new UserManager<Person>(new PasskeyStore(accounts), Options.Create(new IdentityOptions()), null!, [], [], null!, new IdentityErrorDescriber(), services, logger);
        _handler = new PasskeyHandler<Person>(people, Options.Create(new IdentityPasskeyOptions
        {
            ServerDomain = domain.Name,
            AuthenticatorTimeout = Patience,
            UserVerificationRequirement = "required",
            ResidentKeyRequirement = "required",
            AttestationConveyancePreference = "none",
            ValidateOrigin = asked => ValueTask.FromResult(!asked.CrossOrigin && asked.TopOrigin is null && origins.IsOurs(asked.HttpContext.Request, asked.Origin)),
        }));
    }

    /// <summary>The same for whatever is wrong: guessing teaches nothing.</summary>
    public static RefusalException Refused => new("unauthenticated", "That passkey was not accepted. Try once more; if it stays so, come in by a link.");

    /// <summary>What the browser needs to make a passkey, as JSON.</summary>
    public async Task<string> BeginAddingAsync(HttpContext context, Person person)
    {
        var made = await _handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = person.Id, Name = person.DisplayName, DisplayName = person.DisplayName }, context);
        await KeepAsync(context, CeremonyKind.AddPasskey, person.Id, made.AttestationState);
        return made.CreationOptionsJson;
    }

    /// <summary>Adds what the browser made.</summary>
    /// <exception cref="RefusalException"><c>unauthenticated</c>, <c>too-many-passkeys</c>.</exception>
    public async Task<Passkey> AddAsync(HttpContext context, string person, string name, string credential)
    {
        var ceremony = await TakeAsync(context, CeremonyKind.AddPasskey);
        if (ceremony.Person != person)
            throw Refused;
        var result = await _handler.PerformAttestationAsync(new() { HttpContext = context, CredentialJson = credential, AttestationState = Encoding.UTF8.GetString(ceremony.State.Span) });
        if (!result.Succeeded || result.UserEntity.Id != person)
            throw Why(result.Failure);
        var key = result.Passkey;
        var transports = string.Join(' ', Transports.Where(way => key.Transports?.Contains(way) == true));
        var passkey = new Passkey(key.CredentialId, person, name, key.PublicKey, key.SignCount, transports, key.IsUserVerified, key.IsBackupEligible, key.IsBackedUp, _time.GetUtcNow());
        if (await _accounts.AddPasskeyAsync(passkey))
            return passkey;
        // Any number may have been asked for at once, when there was room for one.
        await DemandRoomAsync(person);
        throw Refused;
    }

    /// <exception cref="RefusalException"><c>too-many-passkeys</c>.</exception>
    public async Task DemandRoomAsync(string person)
    {
        var known = (await _accounts.ListPasskeysAsync(person)).Count;
        if (known >= Passkey.Most)
            throw new RefusalException("too-many-passkeys", $"You have {known} passkeys. Remove one that you use no more.");
    }

    /// <summary>What the browser needs to sign in with a passkey, whosever it has, as JSON.</summary>
    public async Task<string> BeginUsingAsync(HttpContext context)
    {
        var made = await _handler.MakeRequestOptionsAsync(null, context);
        await KeepAsync(context, CeremonyKind.UsePasskey, null, made.AssertionState);
        return made.RequestOptionsJson;
    }

    /// <summary>The person whose passkey signed.</summary>
    /// <exception cref="RefusalException"><c>unauthenticated</c>.</exception>
    public async Task<string> UseAsync(HttpContext context, string credential)
    {
        var ceremony = await TakeAsync(context, CeremonyKind.UsePasskey);
        var result = await _handler.PerformAssertionAsync(new() { HttpContext = context, CredentialJson = credential, AssertionState = Encoding.UTF8.GetString(ceremony.State.Span) });
        if (!result.Succeeded)
            throw Why(result.Failure);
        // It may have been removed meanwhile, or used with this count elsewhere.
        return await _accounts.UsePasskeyAsync(result.Passkey.CredentialId, result.Passkey.SignCount, result.Passkey.IsBackedUp, _time.GetUtcNow()) ? result.User.Id : throw Refused;
    }

    private async Task KeepAsync(HttpContext context, CeremonyKind kind, string? person, string? state)
    {
        var now = _time.GetUtcNow();
        await _accounts.AddCeremonyAsync(new Ceremony(kind, person, Encoding.UTF8.GetBytes(state ?? ""), now + Patience), CeremonyCookie.Write(context.Response, Patience), now);
    }

    private async Task<Ceremony> TakeAsync(HttpContext context, CeremonyKind kind) =>
        CeremonyCookie.Take(context) is { } secret && await _accounts.TakeCeremonyAsync(secret, kind, _time.GetUtcNow()) is { } ceremony ? ceremony : throw Refused;

    // The handler says of whatever went wrong that the passkey failed; that storage is away is no fault of the passkey's.
    private static Exception Why(PasskeyException? failure) => failure?.InnerException is StorageUnavailableException away ? away : Refused;
}
