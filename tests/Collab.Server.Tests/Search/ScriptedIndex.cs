using Collab.Domain.Search;
using Collab.Storage;

namespace Collab.Server.Tests.Search;

/// <summary>An index that says what it is told to.</summary>
internal sealed class ScriptedIndex : INoteIndex
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Null where it cannot be reached.</summary>
    public IndexAnswer? Answer { get; set; } = IndexAnswer.Unknown;

    /// <summary>Until then it is being made.</summary>
    public TaskCompletionSource Made { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>It was asked to catch up.</summary>
    public Task Asked => _asked.Task;

    public Task<IndexAnswer> FindAsync(string document, string epoch, IReadOnlyList<IndexTerm> terms) =>
        Answer is { } answer ? Task.FromResult(answer) : Task.FromException<IndexAnswer>(new StorageUnavailableException("Away."));

    public Task UpdateAsync(string document, string epoch, long known, long seq, IReadOnlyList<IndexedNote> notes)
    {
        _asked.SetResult();
        return Made.Task;
    }
}
