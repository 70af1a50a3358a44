namespace Collab.Client;

/// <summary>A TextPositionSelector: Unicode code points, not UTF-16 units, from 0 within the clause; the end is excluded.</summary>
public sealed record Position(int Start, int End);
