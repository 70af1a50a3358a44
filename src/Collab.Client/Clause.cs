namespace Collab.Client;

/// <summary>The unit that a reader cites. Its id stays whatever its label or place becomes.</summary>
/// <param name="Label">As printed: 3, § 12a, (b); null for none.</param>
/// <param name="Kind">preamble, heading, point and others.</param>
public sealed record Clause(string Id, string? Label, string Kind, int Level, string? Parent, string Text, bool Locked);
