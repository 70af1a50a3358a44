using System.Collections.Immutable;
using Collab.Domain.Documents;
using Collab.Domain.Events;

namespace Collab.Domain.Sessions;

/// <summary>What a led session leaves in its document: that it was held, its order and time, who wants to speak and who does. A fold of the document's events.</summary>
public sealed record Proceedings
{
    public static readonly Proceedings None = new();

    /// <summary>All that were held, oldest first.</summary>
    public ImmutableArray<Session> Sessions { get; init; } = [];

    /// <summary>The seq at which one was opened or closed last.</summary>
    public long SessionsChanged { get; init; }

    public ImmutableArray<AgendaItem> Agenda { get; init; } = [];

    /// <summary>The seq at which it was set last.</summary>
    public long AgendaChanged { get; init; }

    public SessionTimer? Timer { get; init; }

    /// <summary>The seq at which it was set or ended last.</summary>
    public long TimerChanged { get; init; }

    /// <summary>Who wants to speak, in the order in which they said so.</summary>
    public ImmutableArray<Hand> Hands { get; init; } = [];

    public Floor? Floor { get; init; }

    /// <summary>The seq at which it was given or ended last.</summary>
    public long FloorChanged { get; init; }

    /// <summary>The member who may note what others say aloud, beside moderators.</summary>
    public string? Scribe { get; init; }

    /// <summary>The seq at which that was set last.</summary>
    public long ScribeChanged { get; init; }

    /// <summary>The session that goes on.</summary>
    public Session? Open => Sessions is [.., { Closed: null } last] ? last : null;

    /// <summary>The point that the open session is at: where was led since it was opened, or else what the timer is for; null where it is at none.</summary>
    public string? PointOf(Lead? led) => Open is not { } open ? null : led is not null && led.Seq > open.Seq ? led.Clause : Timer?.Clause;

    /// <summary>What of the agenda the last session did not come to, where it came to some of it; else none.</summary>
    public ImmutableArray<AgendaItem> Left => Open is null && Sessions is [.., var last] && Agenda.RemoveAll(item => last.Reached.Contains(item.Clause)) is var left && left.Length < Agenda.Length ? left : [];

    public Hand? HandOf(string member) => Hands.FirstOrDefault(hand => hand.Member == member);

    public Proceedings Apply(LogEvent e) => e.Data switch
    {
        SessionOpened opened => this with { Sessions = Sessions.Add(new Session(opened.Session, e.Words?.Title, e.Actor, e.At, e.Seq)), SessionsChanged = e.Seq },
        // What ran ends with it.
        SessionClosed closed => this with
        {
            Sessions = [.. Sessions.Select(session => session.Id == closed.Session ? session with { Closed = e.At, Attended = closed.Attended } : session)],
            SessionsChanged = e.Seq,
            Timer = null,
            TimerChanged = e.Seq,
            Hands = [],
            Floor = null,
            FloorChanged = e.Seq,
        },
        AgendaSet set => this with { Agenda = set.Items, AgendaChanged = e.Seq },
        TimerSet set => Come(set.Clause) with { Timer = new SessionTimer(set.Clause, set.EndsAt, set.Seconds, e.Seq), TimerChanged = e.Seq },
        TimerEnded => this with { Timer = null, TimerChanged = e.Seq },
        HandRaised raised => this with { Hands = Without(e.Actor).Add(new Hand(e.Actor, raised.Clause, e.At, e.Seq)) },
        HandLowered lowered => this with { Hands = Without(lowered.Member) },
        FloorGiven given => this with { Hands = Without(given.Member), Floor = new Floor(given.Member, given.Clause, e.Actor, e.At, e.Seq), FloorChanged = e.Seq },
        ScribeSet set => this with { Scribe = set.Member, ScribeChanged = e.Seq },
        FloorEnded => this with { Floor = null, FloorChanged = e.Seq },
        _ => this,
    };

    /// <summary>The open session has come to a point.</summary>
    public Proceedings Come(string? clause) => clause is null || Open is not { } open || open.Reached.Contains(clause) ? this
        : this with { Sessions = Sessions.SetItem(Sessions.Length - 1, open with { Reached = open.Reached.Add(clause) }) };

    /// <summary>What else happens here when the seminar tells that somebody is gone or may not speak: their hand falls, and the floor is free.</summary>
    public ImmutableArray<Proposal> After(ToldEventData told) => told is MemberRemoved or MemberMuted && told is MemberEventData { Member: var member }
        ? [.. Fall(HandOf(member) is not null, new HandLowered(member)), .. Fall(Floor?.Member == member, new FloorEnded())]
        : [];

    private static ImmutableArray<Proposal> Fall(bool falls, EventData data) => falls ? [new(null, data)] : [];

    private ImmutableArray<Hand> Without(string member) => Hands.RemoveAll(hand => hand.Member == member);
}
