namespace Collab.Client;

/// <summary>A note that a moderator has fixed to a clause.</summary>
/// <param name="Order">Its place there, from 0.</param>
public sealed record Pin(string Annotation, string Clause, int Order, Person? By, DateTimeOffset At, long Seq);
