namespace Collab.Client;

/// <summary>A seminar that I am a member of.</summary>
/// <param name="Id">Of the seminar.</param>
/// <param name="Role">owner, moderator, annotator, reader or guest.</param>
/// <param name="Member">My id in it, as events and notes name me.</param>
public sealed record Seat(string Id, string Title, string Role, string Member);
