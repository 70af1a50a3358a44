namespace Collab.Server.Hypothesis;

/// <summary>What a token of Hypothesis' client is taken for.</summary>
internal enum HypothesisTokenUse
{
    /// <summary>In the settings of the page, to be exchanged for the others.</summary>
    Grant,

    /// <summary>Sent with each call.</summary>
    Access,

    /// <summary>Exchanged for new ones when that has ended.</summary>
    Refresh,
}
