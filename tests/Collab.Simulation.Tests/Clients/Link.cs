namespace Collab.Simulation.Tests.Clients;

/// <summary>A reader's connection.</summary>
internal sealed class Link
{
    private int _looks;
    private bool _heard;

    public bool IsCut { get; private set; }

    /// <summary>Whether the node has answered; asked too often without, it never will.</summary>
    public bool IsHeard => _heard || ++_looks < 8;

    public void Hear() => _heard = true;

    public void Cut() => IsCut = true;
}
