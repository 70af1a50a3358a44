using Collab.Storage.Accounts;

namespace Collab.Storage;

/// <summary>Everything durable: the log, and people, sessions and tokens beside it.</summary>
public interface IStorage : IDisposable
{
    /// <summary>What it is and where, as it may be told to whoever runs the server: no secret is in it.</summary>
    string Place { get; }

    IEventLog Log { get; }

    IAccountStore Accounts { get; }

    /// <summary>By which notes are found. No backup has it: it is made again.</summary>
    INoteIndex Index { get; }

    /// <summary>
    /// What reading every log does not show: tables and indexes that contradict each other, streams that are gone altogether, people, sessions,
    /// tokens, links, seats, settings and keys that cannot be what was written. A sentence for each; none when all is well. It reads everything
    /// and takes as long.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The storage cannot be read.</exception>
    Task<IReadOnlyList<string>> CheckAsync();

    /// <summary>How many rows there are of what a restore must bring back beside the logs, by the name of their table: people, seats, tokens and what else does not end by itself.</summary>
    /// <exception cref="StorageUnavailableException">The storage cannot be read.</exception>
    Task<IReadOnlyDictionary<string, long>> CountAsync();

    /// <summary>
    /// Overwrites what erased rows may have left in unused parts of the files: once, when all is erased that belongs together. Nobody writes
    /// meanwhile. PostgreSQL does that when its tables are written anew, and not here.
    /// </summary>
    /// <exception cref="StorageUnavailableException">It is not done, and is to be asked for again.</exception>
    Task CleanAsync();

    /// <summary>
    /// Copies what is durable now to a new file, while writing goes on: every append that was acknowledged before is in it, and of every
    /// stream an exact prefix. The file is the same whatever the storage, and can be restored into any.
    /// </summary>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    /// <exception cref="StorageUnavailableException">The storage cannot be read, or the target disk is full or failing.</exception>
    Task BackupAsync(string file, IProgress<BackupProgress>? progress = null);
}
