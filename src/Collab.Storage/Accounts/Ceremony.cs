namespace Collab.Storage.Accounts;

/// <summary>What a browser was asked to sign, until it answers: once, and soon. It is named by a secret that the browser holds.</summary>
/// <param name="Kind">What for.</param>
/// <param name="Person">The person who asked; null for somebody who is not signed in yet.</param>
/// <param name="State">What is needed to check the answer.</param>
/// <param name="Expires">From when on no answer counts.</param>
public sealed record Ceremony(CeremonyKind Kind, string? Person, ReadOnlyMemory<byte> State, DateTimeOffset Expires);
