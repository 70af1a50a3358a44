namespace Collab.Simulation.Tests.Clients;

/// <summary>A reader's connection.</summary>
internal sealed class Link
{
    private readonly TaskCompletionSource _cut = new();
    private int _looks;
    private bool _heard;

    /// <summary>Done when it is cut.</summary>
    public Task Ended => _cut.Task;

    public bool IsCut => _cut.Task.IsCompleted;

    /// <summary>Whether the node has answered; asked too often without, it never will.</summary>
    public bool IsHeard => _heard || ++_looks < 8;

    public void Hear() => _heard = true;

    public void Cut() => _cut.TrySetResult();
}
