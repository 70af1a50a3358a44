namespace Collab.Storage.Accounts;

/// <summary>What became of an attempt to redeem a link.</summary>
public enum LinkOutcome
{
    /// <summary>It was redeemed now, by this attempt alone.</summary>
    Redeemed,

    /// <summary>It was redeemed before.</summary>
    Used,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>It was taken back.</summary>
    Revoked,

    /// <summary>There is no link with this secret.</summary>
    Unknown,

    /// <summary>It may be redeemed on the server's own machine only; it stays unused.</summary>
    LocalOnly,
}
