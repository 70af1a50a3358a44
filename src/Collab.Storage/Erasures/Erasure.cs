namespace Collab.Storage.Erasures;

/// <summary>That somebody's words were erased: whose and when, and nothing of what they were.</summary>
/// <param name="Id">Opaque; <see cref="Accounts.Secret.NewId"/>. A storage that has carried it out knows it by this.</param>
/// <param name="At">When it was asked for.</param>
/// <param name="Seminar">Where a member's words go; null where a person's account does.</param>
/// <param name="Member">The member of that seminar.</param>
/// <param name="Person">The person whose account it is.</param>
public sealed record Erasure(string Id, DateTimeOffset At, string? Seminar = null, string? Member = null, string? Person = null);
