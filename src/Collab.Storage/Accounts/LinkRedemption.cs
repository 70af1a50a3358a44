namespace Collab.Storage.Accounts;

/// <summary>The answer to a link's secret.</summary>
/// <param name="Outcome">Whether it was redeemed, and why not.</param>
/// <param name="Link">The link, unless it is unknown.</param>
public sealed record LinkRedemption(LinkOutcome Outcome, SignInLink? Link);
