using Collab.Contracts;
using Collab.Domain;

namespace Collab.Grains.EventSourcing;

/// <summary>Something that waits to be decided and written: answered once, when what it brought about is durable or it is refused.</summary>
public abstract class Entry
{
    private readonly TaskCompletionSource<Reply> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The answer, in time. Never fails: refusals are answers.</summary>
    public Task<Reply> Answer => _answer.Task;

    /// <summary>By what the rules refused it at the last decision; null where they did not.</summary>
    public RefusalException? Refusal { get; set; }

    public void Complete(Reply reply) => _answer.TrySetResult(reply);
}
