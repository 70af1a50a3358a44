namespace Collab.Storage.Accounts;

public partial interface IAccountStore
{
    /// <summary>Adds a one-use link that this secret redeems.</summary>
    Task AddLinkAsync(OneUseLink link, string secret);

    /// <summary>The link that the secret would redeem, also when it was used or has expired; null when there is none.</summary>
    Task<OneUseLink?> FindLinkAsync(string secret);

    /// <summary>Redeems a link. Of any number of attempts, at once or not, exactly one command is answered <see cref="LinkOutcome.Redeemed"/>.</summary>
    /// <param name="secret">What the link holds.</param>
    /// <param name="now">The time of the attempt.</param>
    /// <param name="remote">Whether the attempt comes from another machine than the server's.</param>
    /// <param name="command">The key of the command that redeems it: the same one again is answered the same. Null for one that is not repeated.</param>
    Task<LinkRedemption> RedeemLinkAsync(string secret, DateTimeOffset now, bool remote, string? command = null);
}
