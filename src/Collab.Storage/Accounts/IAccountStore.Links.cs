namespace Collab.Storage.Accounts;

public partial interface IAccountStore
{
    /// <summary>Adds a link that this secret redeems; false when it is one to return by, and the person has <see cref="SignInLink.MostReturns"/> that hold.</summary>
    Task<bool> AddLinkAsync(SignInLink link, string secret);

    /// <summary>The link that the secret would redeem, also when it was used, was revoked or has expired; null when there is none.</summary>
    Task<SignInLink?> FindLinkAsync(string secret);

    /// <summary>The links of a person that have an id, newest first, those too that no longer hold.</summary>
    Task<IReadOnlyList<SignInLink>> ListLinksAsync(string person);

    /// <summary>Revokes a link; false when the person has none of this id, or it was revoked before.</summary>
    Task<bool> RevokeLinkAsync(string person, string id, DateTimeOffset now);

    /// <summary>
    /// Redeems a link. Of any number of attempts, at once or not, exactly one command is answered <see cref="LinkOutcome.Redeemed"/>, unless it
    /// is one to return by.
    /// </summary>
    /// <param name="secret">What the link holds.</param>
    /// <param name="now">The time of the attempt.</param>
    /// <param name="remote">Whether the attempt comes from another machine than the server's.</param>
    /// <param name="command">The key of the command that redeems it: the same one again is answered the same. Null for one that is not repeated.</param>
    Task<LinkRedemption> RedeemLinkAsync(string secret, DateTimeOffset now, bool remote, string? command = null);
}
