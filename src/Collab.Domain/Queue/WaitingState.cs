namespace Collab.Domain.Queue;

/// <summary>What became of a note that was to wait for a moderator.</summary>
public enum WaitingState
{
    Waiting,
    Approved,
    Rejected,
}
