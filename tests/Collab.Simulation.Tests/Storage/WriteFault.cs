namespace Collab.Simulation.Tests.Storage;

/// <summary>What may become of one write.</summary>
internal enum WriteFault
{
    None,

    /// <summary>Nothing is written, and it is said so.</summary>
    Unavailable,

    /// <summary>Nothing is written, for want of space.</summary>
    Full,

    /// <summary>Nothing is written, and nobody says whether it was.</summary>
    Failed,

    /// <summary>All is written, and nobody says whether it was.</summary>
    Lost,
}
