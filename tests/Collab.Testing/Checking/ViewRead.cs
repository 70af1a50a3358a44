namespace Collab.Testing.Checking;

/// <summary>Somebody looked at the document after they had been acknowledged something.</summary>
/// <param name="Actor">Who looked; one of the actors of the operations.</param>
/// <param name="Through">The way: a node, a page.</param>
/// <param name="Invoked">When they asked, by the clock of the operations.</param>
/// <param name="Seq">The head that they were shown.</param>
public sealed record ViewRead(string Actor, string Through, long Invoked, long Seq);
