using Collab.Storage.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Collab.Server.Accounts;

/// <summary>People and their passkeys as Identity's handler reads them. It writes nothing: what it found out is written by <see cref="Passkeys"/>.</summary>
internal sealed class PasskeyStore(IAccountStore accounts) : IUserPasskeyStore<Person>
{
    private const int IdLength = 32;

    public Task<string> GetUserIdAsync(Person user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(Person user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.DisplayName);

    /// <summary>Null for whatever is no person's id: it comes from outside.</summary>
    public Task<Person?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        userId.Length == IdLength && userId.All(char.IsAsciiHexDigitLower) ? accounts.FindPersonAsync(userId) : Task.FromResult<Person?>(null);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Person user, CancellationToken cancellationToken) =>
        [.. (await accounts.ListPasskeysAsync(user.Id)).Select(ToInfo)];

    public async Task<Person?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await accounts.FindPasskeyAsync(credentialId) is { } passkey ? await accounts.FindPersonAsync(passkey.Person) : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Person user, byte[] credentialId, CancellationToken cancellationToken) =>
        await accounts.FindPasskeyAsync(credentialId) is { } passkey && passkey.Person == user.Id ? ToInfo(passkey) : null;

    public Task AddOrUpdatePasskeyAsync(Person user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemovePasskeyAsync(Person user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetUserNameAsync(Person user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string?> GetNormalizedUserNameAsync(Person user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetNormalizedUserNameAsync(Person user, string? normalizedName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> CreateAsync(Person user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> UpdateAsync(Person user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> DeleteAsync(Person user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Person?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    // What was sent when it was added is not kept: the key is enough.
    private static UserPasskeyInfo ToInfo(Passkey passkey) => new(passkey.Id.ToArray(), passkey.PublicKey.ToArray(), passkey.Created, passkey.SignCount,
        passkey.Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries), passkey.Verified, passkey.BackupEligible, passkey.BackedUp, [], [])
    {
        Name = passkey.Name,
    };
}
