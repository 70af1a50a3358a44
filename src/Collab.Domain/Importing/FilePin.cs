namespace Collab.Domain.Importing;

/// <inheritdoc cref="ImportedPin"/>
public sealed record FilePin(int Note, Passage Clause, int By, DateTimeOffset? At, int? Supersedes);
