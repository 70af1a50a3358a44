namespace Collab.Storage.Accounts;

/// <summary>Who came in by a command, so that the same command again is the same person.</summary>
/// <param name="Person">Who they are.</param>
/// <param name="Seminar">Where the link or the code led.</param>
public sealed record PastJoin(string Person, string Seminar);
