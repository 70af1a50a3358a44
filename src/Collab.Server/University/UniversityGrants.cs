using System.Security.Cryptography;
using System.Text.Json;
using Collab.Storage.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace Collab.Server.University;

/// <summary>What the university gave a session to be asked for again by, encrypted where it is kept.</summary>
internal sealed class UniversityGrants(IAccountStore accounts, IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Collab.University.Grant");

    /// <param name="Subject">Whom it means.</param>
    /// <param name="Secret">The refresh token.</param>
    public sealed record Grant(string Subject, string Secret);

    public Task<bool> SaveAsync(string session, Grant grant, DateTimeOffset now) =>
        accounts.SaveGrantAsync(session, _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(grant)), now);

    /// <summary>Null where there is none, or its key is gone.</summary>
    public async Task<Grant?> ReadAsync(string session)
    {
        if (await accounts.ReadGrantAsync(session) is not { } kept)
            return null;
        try
        {
            return JsonSerializer.Deserialize<Grant>(_protector.Unprotect(kept.ToArray()));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
