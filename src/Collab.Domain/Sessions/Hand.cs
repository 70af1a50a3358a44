namespace Collab.Domain.Sessions;

/// <summary>That a member wants to speak about a point.</summary>
public sealed record Hand(string Member, string Clause, DateTimeOffset At, long Seq);
