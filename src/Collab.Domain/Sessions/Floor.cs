namespace Collab.Domain.Sessions;

/// <summary>Who speaks.</summary>
/// <param name="By">The moderator who gave it.</param>
public sealed record Floor(string Member, string Clause, string By, DateTimeOffset At, long Seq);
