namespace Collab.Storage.Accounts;

public partial interface IAccountStore
{
    /// <summary>Adds a personal access token that this secret opens; false when the person has <see cref="AccessToken.Most"/> that hold.</summary>
    Task<bool> AddTokenAsync(AccessToken token, string secret);

    /// <summary>The token that the secret opens, also when it no longer holds; null when there is none.</summary>
    Task<AccessToken?> FindTokenAsync(string secret);

    /// <summary>The tokens with these ids, in no order, those that no longer hold too.</summary>
    Task<IReadOnlyList<AccessToken>> FindTokensAsync(IReadOnlyCollection<string> ids);

    /// <summary>All tokens of a person, newest first, revoked ones too.</summary>
    Task<IReadOnlyList<AccessToken>> ListTokensAsync(string person);

    /// <summary>Everybody's tokens, newest first, revoked ones too.</summary>
    Task<IReadOnlyList<AccessToken>> ListTokensAsync();

    /// <summary>Notes that a token was used. Call it rarely: it is a write.</summary>
    Task SeeTokenAsync(string id, DateTimeOffset now);

    /// <summary>Revokes a token; false when the person has none with this id, or it was revoked before.</summary>
    Task<bool> RevokeTokenAsync(string person, string id, DateTimeOffset now);
}
