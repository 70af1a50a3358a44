namespace Collab.Browser.Tests.Sessions.Scripted;

/// <summary>What has become of what somebody wrote.</summary>
internal enum Fate
{
    /// <summary>Everybody may read it.</summary>
    Shown,

    /// <summary>Hidden by a moderator: moderators and its author read it.</summary>
    Hidden,

    /// <summary>A wording that was shown and edited: the lossless export alone may have it.</summary>
    Former,

    /// <summary>The reason of a stance that was changed or withdrawn: tables have it no more.</summary>
    Outdated,

    /// <summary>In a blind round that is open.</summary>
    Sealed,

    /// <summary>Nobody else ever reads it: private, prepared and not reached, of a round that was cancelled, or removed by its author.</summary>
    Apart,
}
