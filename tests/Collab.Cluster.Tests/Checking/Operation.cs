using System.Diagnostics;

namespace Collab.Cluster.Tests.Checking;

/// <summary>A command that somebody invoked, over all of its attempts.</summary>
/// <param name="command">The command's id.</param>
/// <param name="actor">Who invoked it.</param>
public sealed class Operation(string command, string actor)
{
    public string Command => command;

    public string Actor => actor;

    /// <summary>When it was invoked first, as a timestamp of <see cref="Stopwatch"/>.</summary>
    public long Invoked { get; init; } = Stopwatch.GetTimestamp();

    /// <summary>When it was answered or refused; 0 while neither is known.</summary>
    public long Settled { get; private set; }

    public Outcome Outcome { get; private set; }

    /// <summary>The seq that was answered; 0 where none was.</summary>
    public long Seq { get; private set; }

    /// <summary>The code of the refusal.</summary>
    public string? Code { get; private set; }

    public void Answer(long seq, long? at = null) => (Outcome, Seq, Settled) = (Outcome.Answered, seq, at ?? Stopwatch.GetTimestamp());

    public void Refuse(string code) => (Outcome, Code, Settled) = (Outcome.Refused, code, Stopwatch.GetTimestamp());

    public override string ToString() => $"{command} of {actor}";
}
