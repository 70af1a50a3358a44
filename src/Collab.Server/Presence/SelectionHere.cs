namespace Collab.Server.Presence;

/// <summary>What a member has selected: code points within the clause's text, the end excluded.</summary>
public sealed record SelectionHere(string Clause, int Start, int End);
