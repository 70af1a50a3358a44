namespace Collab.Storage.Accounts;

/// <summary>
/// That a person has a seat in a seminar. An index only: the seminar's own log says who is a member with which role.
/// </summary>
/// <param name="Person">The id of the person.</param>
/// <param name="Seminar">The id of the seminar.</param>
/// <param name="Member">The opaque id that stands for the person in that seminar's events.</param>
public sealed record Membership(string Person, string Seminar, string Member);
