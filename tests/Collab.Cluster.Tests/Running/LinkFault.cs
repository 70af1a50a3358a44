namespace Collab.Cluster.Tests.Running;

/// <summary>What goes wrong with a link.</summary>
internal enum LinkFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Both ends are told at once that the link is broken (RST).</summary>
    Reset,

    /// <summary>Both ends are told that nothing more comes (FIN), as by a proxy that is restarted.</summary>
    Close,

    /// <summary>The one end is told that nothing more comes; what it says is still carried to the other.</summary>
    HalfClose,

    /// <summary>What is said this way is lost; the other way everything arrives.</summary>
    Swallow,

    /// <summary>Nothing is carried either way, and nobody is told. What is said meanwhile arrives when it heals, as TCP sends it again.</summary>
    BlackHole,

    /// <summary>What is said this way is held back for a while.</summary>
    Delay,
}
