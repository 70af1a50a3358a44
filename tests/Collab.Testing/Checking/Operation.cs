namespace Collab.Testing.Checking;

/// <summary>A command that somebody invoked, over all of its attempts.</summary>
/// <param name="command">The command's id.</param>
/// <param name="actor">Who invoked it.</param>
/// <param name="time">The clock whose timestamps order what happens; the machine's where none is given.</param>
public sealed class Operation(string command, string actor, TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    public string Command => command;

    public string Actor => actor;

    /// <summary>When it was invoked first, as a timestamp of the clock.</summary>
    public long Invoked { get; init; } = (time ?? TimeProvider.System).GetTimestamp();

    /// <summary>When it was answered or refused; 0 while neither is known.</summary>
    public long Settled { get; private set; }

    public Outcome Outcome { get; private set; }

    /// <summary>The seq that was answered; 0 where none was.</summary>
    public long Seq { get; private set; }

    /// <summary>The code of the refusal.</summary>
    public string? Code { get; private set; }

    public void Answer(long seq, long? at = null) => (Outcome, Seq, Settled) = (Outcome.Answered, seq, at ?? _time.GetTimestamp());

    /// <summary>The sealed note that it wrote; null where it wrote none.</summary>
    public string? Note { get; private set; }

    /// <param name="note">The note's id in the sealed log, where it wrote one.</param>
    public void Seal(string? note) => (Outcome, Note, Settled) = (Outcome.Sealed, note, _time.GetTimestamp());

    public void Refuse(string code) => (Outcome, Code, Settled) = (Outcome.Refused, code, _time.GetTimestamp());

    public override string ToString() => $"{command} of {actor}";
}
