namespace Collab.Server.Feeds;

/// <summary>A notebook that somebody reads on this node.</summary>
/// <param name="turn">In which part of a second it is asked whether it still knows this node.</param>
internal sealed class WatchedNotebook(int turn)
{
    public int Turn => turn;

    /// <summary>Fires when there may be something new in it.</summary>
    public Signal Written { get; } = new();

    public int Readers { get; set; }

    /// <summary>Whether it told its state when it was asked last.</summary>
    public bool IsObserved { get; set; }

    /// <summary>When that was, as a timestamp.</summary>
    public long Observed { get; set; }

    /// <summary>Whether it was said that it does not answer, and it has not answered since.</summary>
    public bool IsLost { get; set; }

    /// <summary>The question to it that is under way.</summary>
    public Task Tending { get; set; } = Task.CompletedTask;
}
