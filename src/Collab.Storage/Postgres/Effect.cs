namespace Collab.Storage.Postgres;

/// <summary>What a piece of work does to the database: it says what a lost connection means.</summary>
internal enum Effect
{
    /// <summary>It reads: a lost connection cost nothing, and it is done again.</summary>
    None,

    /// <summary>It writes, and done twice it writes the same: it is done again, and when that fails the outcome is unknown.</summary>
    Repeatable,

    /// <summary>It writes, and its answer depends on what was there: a lost connection leaves the outcome unknown.</summary>
    Once,
}
