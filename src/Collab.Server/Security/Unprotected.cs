namespace Collab.Server.Security;

/// <summary>An endpoint outside the permission table, and why.</summary>
/// <param name="SignedIn">Whether one must be signed in.</param>
public sealed record Unprotected(string Why, bool SignedIn);
