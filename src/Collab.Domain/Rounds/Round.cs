using System.Collections.Immutable;
using Collab.Domain.Events;

namespace Collab.Domain.Rounds;

/// <summary>A blind round on a point: everybody writes, and nobody sees another's note until it is revealed.</summary>
/// <param name="By">The member who opened it.</param>
/// <param name="At">When.</param>
public sealed record Round(string Id, string Clause, RoundShow Show, string By, DateTimeOffset At)
{
    public RoundState State { get; init; }

    /// <summary>The document's seq of the last event about it.</summary>
    public long Changed { get; init; }

    /// <summary>The round that is open at the point; null for none. There is one at most.</summary>
    public static Round? OpenAt(ImmutableArray<Round> rounds, string clause) => rounds.LastOrDefault(round => round.Clause == clause && round.State == RoundState.Open);

    /// <summary>The rounds after the event, oldest first.</summary>
    public static ImmutableArray<Round> Apply(ImmutableArray<Round> rounds, LogEvent e) => e.Data switch
    {
        RoundOpened opened => rounds.Add(new Round(opened.Round, opened.Clause, opened.Show, e.Actor, e.At) { Changed = e.Seq }),
        RoundRevealed revealed => Change(rounds, revealed.Round, round => round with { State = RoundState.Revealed, Changed = e.Seq }),
        RoundCancelled cancelled => Change(rounds, cancelled.Round, round => round with { State = RoundState.Cancelled, Changed = e.Seq }),
        _ => rounds,
    };

    private static ImmutableArray<Round> Change(ImmutableArray<Round> rounds, string id, Func<Round, Round> change) => [.. rounds.Select(round => round.Id == id ? change(round) : round)];
}
